namespace StarPortal.Domain.Feedback;

/// <summary>A phrase that comes with the product.</summary>
/// <param name="Code">Names it for good.</param>
public sealed record GeneralPhrase(string Code, PhraseContent Content);

/// <summary>
/// Phrases that come with the product, by indicator of the library: a situation, what the person did, what came of it.
/// They speak of what was done, never of what somebody is.
/// </summary>
public static class GeneralPhrases
{
    public static IReadOnlyList<GeneralPhrase> All { get; } =
    [
        .. PhrasesAtWork.All,
        .. PhrasesTogether.All,
        .. PhrasesOfGrowth.All,
    ];

    /// <summary>Phrases of one indicator, numbered in their order.</summary>
    internal static IEnumerable<GeneralPhrase> Of(string indicator, LocalText[] strengths, LocalText[] improvements) =>
    [
        .. strengths.Select((t, i) => new GeneralPhrase($"{indicator}-strength-{i + 1}", new(indicator, PhraseKind.Strength, t))),
        .. improvements.Select((t, i) => new GeneralPhrase($"{indicator}-improvement-{i + 1}", new(indicator, PhraseKind.Improvement, t))),
    ];
}
