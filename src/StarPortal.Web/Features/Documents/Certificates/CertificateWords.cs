using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.Documents;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>The words of a certificate in a language of the paper, which need not be the reader's.</summary>
internal static class CertificateWords
{
    public const string English = "en-US";
    public const string Chinese = "zh-CN";

    /// <summary>Languages in their order on the paper.</summary>
    public static IReadOnlyList<string> Of(CertificateLanguages languages) => languages switch
    {
        CertificateLanguages.English => [English],
        CertificateLanguages.Chinese => [Chinese],
        _ => [Chinese, English],
    };

    /// <summary>A label such as "Number" in each of the paper's languages, "编号 · Number".</summary>
    public static string Label(string key, CertificateLanguages languages) => string.Join(" · ", Of(languages).Select(l => Text(key, l)));

    /// <summary>A text of the facts in each of the paper's languages; once when they say the same.</summary>
    public static string All(LocalText text, CertificateLanguages languages) =>
        string.Join(" · ", Of(languages).Select(text.For).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal));

    /// <summary>"Level 3 of 5" in each of the paper's languages.</summary>
    public static string Level(CertificateFacts facts, CertificateLanguages languages) =>
        string.Join(" · ", Of(languages).Select(l => string.Format(CultureInfo.GetCultureInfo(l), Text(nameof(DocumentsText.PaperLevelOf), l), facts.Level, facts.Levels)));

    /// <summary>★★★☆☆.</summary>
    public static string Stars(CertificateFacts facts) => new string('★', facts.Level) + new string('☆', Math.Max(0, facts.Levels - facts.Level));

    /// <summary>A part of the wording with its placeholders filled in.</summary>
    public static string Fill(LocalText wording, CertificatePaper paper, CompanyBrand brand, string language) =>
        WordingCheck.Fill(wording.For(language), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = paper.Facts.Name,
            ["level"] = paper.Facts.LevelName.For(language),
            ["levelNumber"] = paper.Facts.Level.ToString(CultureInfo.InvariantCulture),
            ["stars"] = new('★', paper.Facts.Level),
            ["programme"] = paper.Facts.Programme.For(language),
            ["period"] = paper.Facts.Period.For(language),
            ["company"] = brand.Name.For(language),
            ["number"] = paper.Number,
            ["date"] = CertificatePeriod.Day(paper.IssuedOn).For(language),
        });

    private static string Text(string key, string language) => DocumentsText.Resources.GetString(key, CultureInfo.GetCultureInfo(language)) ?? key;
}
