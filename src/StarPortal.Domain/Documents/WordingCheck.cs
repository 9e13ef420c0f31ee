namespace StarPortal.Domain.Documents;

/// <summary>Placeholders of a certificate's wording: known ones only, the essential ones not forgotten, braces in pairs.</summary>
public static class WordingCheck
{
    /// <summary>Everything that can be filled in, as it is written between braces.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["name", "level", "levelNumber", "stars", "programme", "period", "company", "number", "date"];

    // a certificate without these confirms nothing
    private static readonly string[] Essential = ["level", "programme", "period"];

    public static IReadOnlyList<Error> Check(CertificateWording wording)
    {
        List<Error> errors = [];
        foreach (var (text, limit) in new[] { (wording.Title, CompanyLimits.Title), (wording.Opening, CompanyLimits.Opening), (wording.Body, CompanyLimits.Body) })
        {
            if (text.En.Length == 0 || text.Zh.Length == 0)
            {
                errors.Add(CompanyErrors.WordingEmpty);
            }

            if (CompanyBrand.IsLonger(text, limit))
            {
                errors.Add(CompanyErrors.WordingTooLong.With(limit));
            }

            errors.AddRange(Check(text.En).Concat(Check(text.Zh)));
        }

        foreach (var text in (string[])[wording.Body.En, wording.Body.Zh])
        {
            errors.AddRange(Essential.Where(e => text.Length > 0 && !text.Contains($"{{{e}}}", StringComparison.Ordinal)).Select(e => CompanyErrors.PlaceholderMissing.With($"{{{e}}}")));
        }

        return [.. errors.DistinctBy(e => e.ToString())];
    }

    /// <summary>The text with its placeholders filled in. What is filled in is never read for placeholders again.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        string.Concat(Split(text).Select(p => p.IsPlaceholder && values.TryGetValue(p.Text, out var value) ? value : p.IsPlaceholder ? $"{{{p.Text}}}" : p.Text));

    private static IEnumerable<Error> Check(string text)
    {
        var open = false;
        foreach (var c in text.Where(c => c is '{' or '}'))
        {
            if (open != (c == '}'))
            {
                yield return CompanyErrors.BracesUnbalanced.With(text);
                yield break;
            }

            open = !open;
        }

        if (open)
        {
            yield return CompanyErrors.BracesUnbalanced.With(text);
            yield break;
        }

        foreach (var part in Split(text).Where(p => p.IsPlaceholder && !Placeholders.Contains(p.Text)))
        {
            yield return CompanyErrors.PlaceholderUnknown.With($"{{{part.Text}}}");
        }
    }

    private static IEnumerable<(string Text, bool IsPlaceholder)> Split(string text)
    {
        var at = 0;
        while (text.IndexOf('{', at) is var open and >= 0 && text.IndexOf('}', open) is var close and >= 0)
        {
            yield return (text[at..open], false);
            yield return (text[(open + 1)..close], true);
            at = close + 1;
        }

        yield return (text[at..], false);
    }
}
