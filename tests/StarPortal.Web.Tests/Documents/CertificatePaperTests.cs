using System.Globalization;
using System.Text.RegularExpressions;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Documents.Certificates;

namespace StarPortal.Web.Tests.Documents;

/// <summary>The paper itself, printed by the real browser.</summary>
public sealed partial class CertificatePaperTests : IAsyncLifetime
{
    private const string LongEnglish = "Maximiliana Wilhelmina Alexandra von Hohenberg-Lichtenstein the Younger";
    private const string LongChinese = "欧阳阿卜杜热西提·买买提江·艾力西尔库尔班尼亚孜·吐尔逊古丽·麦麦提图尔荪托合提巴拉提艾尼瓦尔";
    private readonly ChromiumPrinter printer = Printing.Printer();
    private TestPortal portal = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => portal = await TestPortal.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await printer.DisposeAsync();
        await portal.DisposeAsync();
    }

    [Theory]
    [InlineData(CertificateLanguages.Both)]
    [InlineData(CertificateLanguages.English)]
    [InlineData(CertificateLanguages.Chinese)]
    public async Task Paper_InItsLanguages_SaysEverythingOnOneLandscapePage(CertificateLanguages languages)
    {
        var paper = Paper(1, "张晓明 Alex Example");

        var pdf = await PrintAsync(languages, [paper]);

        var (text, info) = (await Printing.TextAsync(pdf), await Printing.InfoAsync(pdf));
        Assert.Matches(@"Pages:\s+1\b", info);
        Assert.Matches(@"Page size:\s+84[12](\.\d+)? x 59[45](\.\d+)? pts \(A4\)", info);
        Assert.All((string[])["张晓明 Alex Example", "SP-2026-000001", paper.Code, "★★★★☆", "https://stars.example/verify"], t => Assert.Contains(t, text, StringComparison.Ordinal));
        Assert.Equal(languages != CertificateLanguages.Chinese, Flat(text).Contains("hasreachedthelevel“Excellent”oftheprogramme“Five-starservice”forQ32026", StringComparison.Ordinal));
        Assert.Equal(languages != CertificateLanguages.English, Flat(text).Contains("在2026年第3季度“五星服务”评定中荣获“卓越”称号", StringComparison.Ordinal));
        Assert.Equal(languages != CertificateLanguages.Chinese, text.Contains("5 October 2026", StringComparison.Ordinal));
        Assert.Equal(languages != CertificateLanguages.English, text.Contains("2026年10月5日", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Papers_ForThirtyPeople_AreThirtyPagesOfOneDocument()
    {
        string[] names = [LongEnglish, LongChinese, "王", "Bo", "{level} {name}", "<b>Bold</b> & Co", "O'Neill \"Ace\"", new string('W', 60), new string('龘', 60)];
        var papers = Enumerable.Range(1, 30).Select(n => Paper(n, n <= names.Length ? names[n - 1] : $"Person {n:000}")).ToList();

        var pdf = await PrintAsync(CertificateLanguages.Both, papers);

        Assert.Matches(@"Pages:\s+30\b", await Printing.InfoAsync(pdf));
        var pages = (await Printing.TextAsync(pdf)).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(30, pages.Length);
        for (var i = 0; i < pages.Length; i++)
        {
            Assert.Contains(Flat(papers[i].Facts.Name), Flat(pages[i]), StringComparison.Ordinal);
            Assert.Contains(papers[i].Number, pages[i], StringComparison.Ordinal);
            Assert.Contains(papers[i].Code, pages[i], StringComparison.Ordinal);
            // the last thing on the page is there: nothing was pushed off it
            Assert.Contains("5 October 2026", pages[i], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Paper_WithTheLongestWordingOfAll_StillFits()
    {
        var most = CertificateWording.Default with
        {
            Title = new LocalText(new string('M', CompanyLimits.Title), new string('证', CompanyLimits.Title)),
            Opening = new LocalText(string.Concat(Enumerable.Repeat("opening ", CompanyLimits.Opening / 8)), new string('兹', CompanyLimits.Opening)),
            Body = new LocalText(Filled("word ", "{level} {programme} {period} "), Filled("字", "{level}{programme}{period}")),
        };
        var line = new LocalText(Filled("Name ", "", CompanyLimits.Line), new string('司', CompanyLimits.Line));
        var brand = CompanyBrand.Default with { Name = line, Address = line, Signatory = line, SignatoryTitle = line, Wording = most };

        var pdf = await PrintAsync(CertificateLanguages.Both, [Paper(1, new string('龘', 300))], brand);

        Assert.Matches(@"Pages:\s+1\b", await Printing.InfoAsync(pdf));
        Assert.Contains("5 October 2026", await Printing.TextAsync(pdf), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Al", 15)]
    [InlineData("张晓明", 15)]
    [InlineData(LongEnglish, 5)]
    [InlineData(LongChinese, 5)]
    public void Fit_ALongerName_IsSmallerButNeverTooSmallToRead(string name, double atLeast)
    {
        double[] sizes = [15, 12.5, 10.5, 9, 7.5, 6.4, 5.4, 4.6, 3.9, 3.4, 2.9];

        Assert.InRange(CertificateFit.Size(name, 225, 24, sizes), atLeast, 15);
    }

    [Fact]
    public void Qr_OfAnAddress_CarriesEveryModule()
    {
        var picture = QrPicture.Of("https://stars.example/verify/01234-56789-ABCDE-FGHJK");

        Assert.InRange(picture.Side, 29, 60);
        // three corners of seven modules, each with its frame's top and bottom row
        Assert.True(Regex.Count(picture.Path, "h7v1h-7z") >= 6);
    }

    private static string Filled(string word, string start, int length = CompanyLimits.Body) =>
        string.Concat(Enumerable.Repeat(word, length)).Insert(0, start)[..length];

    private static CertificatePaper Paper(int number, string name)
    {
        var code = CertificateCode.Printed(CertificateCode.Create());
        var facts = new CertificateFacts(
            name, new LocalText("Five-star service", "五星服务"), 4, 5, new LocalText("Excellent", "卓越"), new LocalText("Q3 2026", "2026年第3季度"));
        return new CertificatePaper(new CertificateNumber(2026, number).ToString(), code, facts, new DateOnly(2026, 10, 5), 1, $"https://stars.example/verify/{code}");
    }

    // lines are broken anywhere, and a Chinese text has no spaces of its own
    private static string Flat(string text) => Spaces().Replace(text, "");

    private async Task<byte[]> PrintAsync(CertificateLanguages languages, IReadOnlyList<CertificatePaper> papers, CompanyBrand? brand = null)
    {
        var look = new CertificateLook(1, brand ?? CompanyBrand.Default with { Name = new LocalText("Star Company", "星辰公司") }, null, null);
        var html = await portal.Get<DocumentRenderer>().HtmlAsync<CertificateDocument>(new CertificateModel([look], papers, languages), CultureInfo.GetCultureInfo("en-US"));
        var pdf = Printing.Pdf(await printer.PrintAsync(html, Stop));
        if (Environment.GetEnvironmentVariable("STARPORTAL_KEEP_PDF") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{TestContext.Current.Test!.TestDisplayName.Split('.')[^1].Split('(')[0]}-{languages}.pdf"), pdf, Stop);
        }

        return pdf;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
