using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Documents.Certificates;
using StarPortal.Web.Features.Feedback;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Tests.Analytics;

namespace StarPortal.Web.Tests.Documents;

/// <summary>Every kind of document with hostile words in every text that somebody types; the reports over many people have tests of their own.</summary>
public sealed class HostileInputTests : IAsyncLifetime
{
    private readonly ChromiumPrinter printer = Printing.Printer();
    private readonly HostileTexts hostile = new();
    private TestPortal portal = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => portal = await TestPortal.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        hostile.Dispose();
        await printer.DisposeAsync();
        await portal.DisposeAsync();
    }

    [Theory]
    [InlineData("en-US", PaperSize.A4)]
    [InlineData("zh-CN", PaperSize.Letter)]
    public async Task ResultReport_WithHostileTexts_PrintsThemAsTheyWereTyped(string language, PaperSize paper)
    {
        var story = await ReportStory.CreateAsync(portal);
        var view = (await story.Results.ViewAsync(Actors.Of(story.Results.Subject))).Value;
        var texts = view.Feedback.Texts.Select((t, i) => t with { Item = LocalText.Same(hostile[i]), Texts = i == 0 ? [HostileTexts.Endless, .. hostile.Lines] : t.Texts }).ToList();

        foreach (var name in hostile.Lines)
        {
            var html = await portal.Get<DocumentRenderer>().HtmlAsync<ResultDocument>(
                view with { Name = name, Department = hostile[1], JobTitle = hostile[2], Cycle = hostile[3], Company = name, Feedback = view.Feedback with { Texts = texts } },
                CultureInfo.GetCultureInfo(language),
                paper);
            HostileTexts.AssertEncoded(html);
            if (name != hostile[0] && name != hostile[4])
            {
                // paper is for the two that could break out of markup and of a style
                continue;
            }

            var text = await HostileTexts.ReadAsync(Printing.Pdf(await printer.PrintAsync(html, Stop)), mostPages: 80);
            Assert.True(text.Count(c => c == 'W') >= HostileTexts.Endless.Length);
            Assert.All(HostileTexts.Plain, i => Assert.Contains(HostileTexts.Flat(hostile[i]), text, StringComparison.Ordinal));
            Assert.Contains(HostileTexts.LongName, text, StringComparison.Ordinal);
            Assert.Contains("שלום", text, StringComparison.Ordinal);
        }

        hostile.AssertNobodyAsked();
    }

    [Theory]
    [InlineData(PaperSize.A4)]
    [InlineData(PaperSize.Letter)]
    public async Task Certificate_WithHostileTexts_IsOnePageOfThemAsTheyWereTyped(PaperSize paper)
    {
        foreach (var text in hostile.Lines.Append(HostileTexts.Endless))
        {
            // settings are short, whatever they say; names come from elsewhere
            var line = LocalText.Same(text.Length > 1000 ? "Stars" : text);
            var brand = text.Length > 1000 ? CompanyBrand.Default : new CompanyBrand(line, line, line, line, null, null, text, CertificateLanguages.Both, new CertificateWording(line, line, line));
            var code = CertificateCode.Printed(CertificateCode.Create());
            var facts = new CertificateFacts(text, line, 3, 5, line, line);
            var model = new CertificateModel(
                [new CertificateLook(1, brand with { Paper = paper }, null, null)],
                [new CertificatePaper("SP-2026-000001", code, facts, new DateOnly(2026, 10, 5), 1, $"https://stars.example/verify/{code}")],
                CertificateLanguages.Both);
            var html = await portal.Get<DocumentRenderer>().HtmlAsync<CertificateDocument>(model, CultureInfo.GetCultureInfo("en-US"));
            HostileTexts.AssertEncoded(html);

            var pdf = Printing.Pdf(await printer.PrintAsync(html, Stop));

            var printed = await HostileTexts.ReadAsync(pdf, mostPages: 1);
            Assert.Contains("SP-2026-000001", printed, StringComparison.Ordinal);
            Assert.Contains("2026年10月5日", printed, StringComparison.Ordinal);
            Assert.Contains(paper == PaperSize.A4 ? "A4" : "letter", await Printing.InfoAsync(pdf), StringComparison.Ordinal);
        }

        hostile.AssertNobodyAsked();
    }

    [Fact]
    public async Task FeedbackCards_WithHostileTexts_PrintThemAsTheyWereTyped()
    {
        var cards = hostile.Lines.Append(HostileTexts.Endless).Select((t, i) => new FeedbackCard(i + 1, t, $"https://stars.example/f/{i}", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"20\"></svg>")).ToList();
        foreach (var title in hostile.Lines)
        {
            var html = await portal.Get<DocumentRenderer>().HtmlAsync<FeedbackCardDocument>(new FeedbackCardSheet(title, title, portal.Now, cards), CultureInfo.GetCultureInfo("zh-CN"));
            HostileTexts.AssertEncoded(html);
            if (title == hostile[4])
            {
                var text = await HostileTexts.ReadAsync(Printing.Pdf(await printer.PrintAsync(html, Stop)), mostPages: 80);
                Assert.True(text.Count(c => c == 'W') >= HostileTexts.Endless.Length);
                Assert.All(HostileTexts.Plain, i => Assert.Contains(HostileTexts.Flat(hostile[i]), text, StringComparison.Ordinal));
            }
        }

        hostile.AssertNobodyAsked();
    }
}
