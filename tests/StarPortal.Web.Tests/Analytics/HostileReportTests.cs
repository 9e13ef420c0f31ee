using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Analytics;
using StarPortal.Web.Features.Documents;
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
        using var hostile = new HostileTexts();
        await using var portal = await TestPortal.CreateAsync();
        var story = await ReportStory.CreateAsync(portal, name: i => hostile[i - 1]);
        await using (var db = portal.Open())
        {
            await db.Participants.Where(p => p.ManagerId == story.Results.OtherManager.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.ManagerId, story.Results.Manager.Id), Stop);
            await db.Cycles.ExecuteUpdateAsync(s => s.SetProperty(c => c.Name, hostile.Lines[0]), Stop);
            await db.Departments.ExecuteUpdateAsync(s => s.SetProperty(d => d.Name, hostile.Lines[3]), Stop);
        }

        await using var printer = Printing.Printer();
        foreach (var (kind, actor) in ((ReportKind, Domain.Actor)[])[(ReportKind.Team, Actors.Of(story.Results.Manager)), (ReportKind.Cycle, story.Results.Hr), (ReportKind.Progress, story.Results.Hr)])
        {
            foreach (var (language, paper) in ((string, PaperSize)[])[("en-US", PaperSize.A4), ("zh-CN", PaperSize.Letter)])
            {
                var report = await story.MakeAsync(kind, actor, language);
                var html = await portal.Get<DocumentRenderer>().HtmlAsync<ReportDocument>(report, CultureInfo.GetCultureInfo(language), paper);
                HostileTexts.AssertEncoded(html);
                var pdf = Printing.Pdf(await printer.PrintAsync(html, Stop));
                var text = await HostileTexts.ReadAsync(pdf, mostPages: 14);
                Assert.Contains(HostileTexts.Flat(hostile[0]), text, StringComparison.Ordinal);
                Assert.Contains(paper == PaperSize.A4 ? "A4" : "letter", await Printing.InfoAsync(pdf), StringComparison.Ordinal);
                Assert.Contains($"/Lang ({language})", System.Text.Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
                AssertWorkbook(report);
                if (kind == ReportKind.Team)
                {
                    Assert.Contains(HostileTexts.Flat(hostile[1]), text, StringComparison.Ordinal);
                    Assert.Contains(HostileTexts.Flat(hostile[2]), text, StringComparison.Ordinal);
                }
            }
        }

        hostile.AssertNobodyAsked();
    }

    [Fact]
    public async Task Report_WithEndlessAndOtherHostileWords_StaysOnThePaperAndInTheWorkbook()
    {
        using var hostile = new HostileTexts();
        await using var portal = await TestPortal.CreateAsync();
        var rows = hostile.Lines.Append(HostileTexts.Endless).Select(t => (IReadOnlyList<ReportCell>)[ReportCell.Of(t), ReportCell.Count(3), ReportCell.Of(t)]).ToList();
        var report = new Report(
            hostile[4], "report", hostile[4], [.. hostile.Lines.Select(t => new ReportFact(t, t))],
            [new ReportPart(hostile[0], hostile[3], [new ReportTable(hostile[5], [new(hostile[1]), new(hostile[2], true), new(hostile[3])], rows, ReportChart.Bars, 1)])]);
        var html = await portal.Get<DocumentRenderer>().HtmlAsync<ReportDocument>(report, CultureInfo.GetCultureInfo("en-US"));
        HostileTexts.AssertEncoded(html);

        await using var printer = Printing.Printer();
        var text = await HostileTexts.ReadAsync(Printing.Pdf(await printer.PrintAsync(html, Stop)), mostPages: 150);

        Assert.True(text.Count(c => c == 'W') >= 2 * HostileTexts.Endless.Length);
        Assert.All(HostileTexts.Plain, i => Assert.Contains(HostileTexts.Flat(hostile[i]), text, StringComparison.Ordinal));
        hostile.AssertNobodyAsked();
        AssertWorkbook(report);
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
            Assert.All(document.Descendants().Where(e => e.Name.LocalName == "t"), t => Assert.False(t.Value.Length > 32_767 || (t.Value.Length > 0 && "=+-@\t\r".Contains(t.Value[0], StringComparison.Ordinal)), t.Value));
        }
    }
}
