using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Documents.Certificates;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>Two real documents, each a little different every time: a certificate of one page and a result report of about six.</summary>
internal static class PdfDocuments
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo(Languages.Chinese);
    private static readonly DateOnly Day = new(2026, 9, 30);
    private static readonly LocalText Words = new(
        "Keeps what was agreed also when others are in a hurry, explains the reasons to customers in plain words, and asks early when something is not clear.",
        "在他人着急时仍能守住约定，用通俗的话向客户说明原因，遇到不清楚的地方会及早提问。");

    public static IReadOnlyList<(string Name, Func<DocumentRenderer, int, Task<string>> Html)> All { get; } =
    [
        ("certificate", (renderer, number) => renderer.HtmlAsync<CertificateDocument>(Certificate(number), Chinese)),
        ("report", (renderer, number) => renderer.HtmlAsync<ResultDocument>(Report(number), Chinese)),
    ];

    private static CertificateModel Certificate(int number)
    {
        var code = CertificateCode.Create();
        var facts = new CertificateFacts($"王小芳 {number}", new("Five-star service", "五星服务"), 4, 5, new("Four stars", "四星"), CertificatePeriod.Of(PeriodKind.Quarter, Day.AddDays(-91), Day));
        var brand = CompanyBrand.Default with { Name = new("Polaris Company", "北辰公司") };
        return new CertificateModel(
            [new CertificateLook(1, brand, null, null)],
            [new CertificatePaper(new CertificateNumber(Day.Year, number + 1).ToString(), CertificateCode.Printed(code), facts, Day, 1, $"https://portal.example/verify/{code}")],
            CertificateLanguages.Both);
    }

    private static ResultView Report(int number)
    {
        Relationship[] writers = [Relationship.Self, Relationship.Manager, .. Enumerable.Repeat(Relationship.Peer, 4)];
        var rated = BenchCompany.Template.Indicators.Where(i => !i.NeedsActual).Select(i => i.Key).ToList();
        List<SubmittedReview> reviews = [.. writers.Select((w, place) => new SubmittedReview(w, rated.Select((key, i) => (key, i)).ToDictionary(r => r.key, r => (int?)(1 + ((number + place + r.i) % 5)))))];
        var actuals = new Dictionary<string, decimal> { ["accuracy"] = 96.4m, ["satisfaction"] = 95.5m, ["complaints"] = number % 3 };
        var tree = Scoring.Compute(new ScoringInput(BenchCompany.Template, GroupVisibility.LowestThreshold, actuals, reviews, new HashSet<string>(), []));
        List<SubmittedTexts> texts = [.. writers.Select((w, place) => new SubmittedTexts(w, rated.Where((_, i) => (i + place) % 3 == 0).Append("remark").ToDictionary(key => key, key => $"{Words.Zh} {key} {number}.{place}")))];
        return new ResultView(
            number, $"王小芳 {number}", $"P{number:00000}", "客户服务部 · 东区 · 第 3 组", "高级客服专员", "2026 年第三季度绩效考核", Day.AddDays(-91), Day, Day.AddDays(8), "北辰公司",
            ResultReader.Participant, 1, ResultVersionKind.Computed, Day.AddDays(5), tree.Total is { } total ? Rounding.Score(total) : null, tree, GroupVisibility.LowestThreshold,
            ResultVisibility.Of(ResultReader.Participant, BenchCompany.Template, GroupVisibility.LowestThreshold, number, texts), [], []);
    }
}
