using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Analytics;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Shared.Reports;
using StarPortal.Web.Shared.Spreadsheets;
using StarPortal.Web.Tests.Documents;

namespace StarPortal.Web.Tests.Analytics;

/// <summary>Names and titles as somebody with bad intentions would type them, in every report, on paper and in workbooks.</summary>
public sealed class HostileReportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reports_WithHostileNames_AreHarmlessOnPaperAndInWorkbooks()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        string[] hostile =
        [
            "<script>document.body.innerHTML='owned'</script>",
            $"<img src={address}/x onerror=alert(1)>",
            "<iframe src=file:///etc/passwd></iframe>",
            $"</style><style>@import url({address}/y.css);body{{display:none}}",
            "=HYPERLINK(\"http://evil\",\"x\")",
            "\u202Egnp.live\u202C \u2066إداري\u2069 שלום",
            "🎉👩‍👩‍👧‍👦 e\u0301\u0301\u0301",
            "bell\u0007tab\tline\nend",
            string.Concat(Enumerable.Repeat("长名字", 100)),
            $"url({address}/z) expression(alert(1)) {{{{7*7}}}} @(7*7)",
        ];
        await using var portal = await TestPortal.CreateAsync();
        var story = await ReportStory.CreateAsync(portal, name: i => i <= 3 ? hostile[i - 1] : hostile[(i - 1) % hostile.Length]);
        await using (var db = portal.Open())
        {
            await db.Participants.Where(p => p.ManagerId == story.Results.OtherManager.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.ManagerId, story.Results.Manager.Id), Stop);
            await db.Cycles.ExecuteUpdateAsync(s => s.SetProperty(c => c.Name, hostile[0]), Stop);
            await db.Departments.ExecuteUpdateAsync(s => s.SetProperty(d => d.Name, hostile[3]), Stop);
        }

        await using var printer = Printing.Printer();
        foreach (var (kind, actor) in ((ReportKind, Domain.Actor)[])[(ReportKind.Team, Actors.Of(story.Results.Manager)), (ReportKind.Cycle, story.Results.Hr), (ReportKind.Progress, story.Results.Hr)])
        {
            foreach (var (language, paper) in ((string, PaperSize)[])[("en-US", PaperSize.A4), ("zh-CN", PaperSize.Letter)])
            {
                var report = await story.MakeAsync(kind, actor, language);
                var html = await portal.Get<DocumentRenderer>().HtmlAsync<ReportDocument>(report, CultureInfo.GetCultureInfo(language), paper);
                Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
                var pdf = Printing.Pdf(await printer.PrintAsync(html, Stop));
                var (text, info) = (Flat(await Printing.TextAsync(pdf)), await Printing.InfoAsync(pdf));
                Assert.Contains(Flat(hostile[0]), text, StringComparison.Ordinal);
                Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
                Assert.InRange(int.Parse(Regex.Match(info, @"Pages:\s+(\d+)").Groups[1].Value, CultureInfo.InvariantCulture), 1, 14);
                Assert.Contains(paper == PaperSize.A4 ? "A4" : "letter", info, StringComparison.Ordinal);
                Assert.Matches(@"Tagged:\s+yes", info);
                var raw = System.Text.Encoding.Latin1.GetString(pdf);
                Assert.Contains($"/Lang ({language})", raw, StringComparison.Ordinal);
                Assert.Contains("/Outlines", raw, StringComparison.Ordinal);
                Assert.DoesNotContain("no", await Printing.FontsAsync(pdf), StringComparison.Ordinal);
                AssertWorkbook(report);
                if (kind == ReportKind.Team)
                {
                    Assert.Contains(Flat(hostile[1]), text, StringComparison.Ordinal);
                    Assert.Contains(Flat(hostile[8])[..100], text, StringComparison.Ordinal);
                }
            }
        }

        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task ResultReport_WithHundredThousandLettersWithoutASpaceInAComment_StaysOnThePaper()
    {
        await using var portal = await TestPortal.CreateAsync();
        var story = await ReportStory.CreateAsync(portal);
        var view = (await story.Results.ViewAsync(Actors.Of(story.Results.Subject))).Value;
        var texts = view.Feedback.Texts.Select((t, i) => i == 0 ? t with { Texts = [new string('W', 100_000), "<script>owned</script>\0\u202E after"] } : t).ToList();
        var html = await portal.Get<DocumentRenderer>().HtmlAsync<ResultDocument>(view with { Feedback = view.Feedback with { Texts = texts } }, CultureInfo.GetCultureInfo("en-US"));

        await using var printer = Printing.Printer();
        var pdf = Printing.Pdf(await printer.PrintAsync(html, Stop));

        var text = Flat(await Printing.TextAsync(pdf));
        Assert.True(text.Count(c => c == 'W') >= 100_000);
        Assert.Contains("<script>owned</script>", text, StringComparison.Ordinal);
        Assert.InRange(int.Parse(Regex.Match(await Printing.InfoAsync(pdf), @"Pages:\s+(\d+)").Groups[1].Value, CultureInfo.InvariantCulture), 10, 80);
    }

    private static void AssertWorkbook(Report report)
    {
        var table = SpreadsheetReader.Read(report.Xlsx(), "report.xlsx");
        Assert.True(table.Succeeded, table.Failed ? table.Error.ToString() : "");
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(report.Xlsx()));
        Assert.Equal(1 + report.Parts.Sum(p => p.Tables.Count), archive.Entries.Count(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)));
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            var document = System.Xml.Linq.XDocument.Load(content);
            Assert.DoesNotContain(document.Descendants(), e => e.Name.LocalName == "f");
            Assert.DoesNotContain(document.Descendants().Where(e => e.Name.LocalName == "t"), t => t.Value.Length > 0 && "=+@\t\r".Contains(t.Value[0], StringComparison.Ordinal));
        }
    }

    private static string Flat(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
