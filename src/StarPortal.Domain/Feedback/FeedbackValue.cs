namespace StarPortal.Domain.Feedback;

/// <summary>What answers make together.</summary>
public static class FeedbackValue
{
    private const int Satisfied = 4;
    private const int Promoter = 9;
    private const int Detractor = 6;

    /// <summary>Lowest and highest answer.</summary>
    public static (int Lowest, int Highest) RangeOf(FeedbackKind kind) => kind switch
    {
        FeedbackKind.FivePoints or FeedbackKind.SatisfiedShare => (1, 5),
        FeedbackKind.HundredPoints => (0, 100),
        FeedbackKind.Nps => (0, 10),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Ratings have the template's scale."),
    };

    /// <summary>The actual value, with eight decimals at most as it is stored.</summary>
    /// <param name="scores">At least one.</param>
    public static decimal Of(FeedbackKind kind, IReadOnlyCollection<int> scores)
    {
        ArgumentOutOfRangeException.ThrowIfZero(scores.Count);
        var count = (decimal)scores.Count;
        var value = kind switch
        {
            FeedbackKind.FivePoints or FeedbackKind.HundredPoints => scores.Sum() / count,
            FeedbackKind.SatisfiedShare => 100m * scores.Count(s => s >= Satisfied) / count,
            // Reichheld 2003: the share of promoters less the share of detractors
            FeedbackKind.Nps => 100m * (scores.Count(s => s >= Promoter) - scores.Count(s => s <= Detractor)) / count,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Ratings are scored with the reviews."),
        };
        return Math.Round(value, 8, MidpointRounding.AwayFromZero);
    }

    /// <summary>
    /// Whether answers that came since the last value may enter it. Two values one after the other differ by the answers in
    /// between: fewer than the minimum could be worked out from them.
    /// </summary>
    public static bool MayCount(int waiting, int minimum) => waiting >= minimum;
}
