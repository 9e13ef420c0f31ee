namespace StarPortal.Domain.Stars;

/// <summary>Everything that an evaluation may look at, for one participant of one cycle.</summary>
/// <param name="Total">The current result's total; null for insufficient data.</param>
/// <param name="Sections">Scores by key; a section that was left out is not among them.</param>
/// <param name="Indicators">Scores by key; an indicator that was left out is not among them.</param>
/// <param name="Actuals">Actual values by indicator key; exempted indicators are not among them.</param>
/// <param name="TenureMonths">At the period's end; null when the hire date is unknown.</param>
/// <param name="Recorded">Approved facts dated up to the period's end.</param>
/// <param name="Ranks">Place by total in each group; a person without a total has none.</param>
public sealed record StarFacts(
    DateOnly PeriodStart,
    DateOnly PeriodEnd,
    decimal? Total,
    IReadOnlyDictionary<string, decimal> Sections,
    IReadOnlyDictionary<string, decimal> Indicators,
    IReadOnlyDictionary<string, decimal> Actuals,
    int? TenureMonths,
    IReadOnlyList<RecordedFact> Recorded,
    IReadOnlyDictionary<RankGroup, RankPlace> Ranks)
{
    /// <param name="smallestGroup">A rank in a smaller group is missing.</param>
    public FactValue Of(FactReference fact, int smallestGroup) => fact.Kind switch
    {
        FactKind.TotalScore => Total is { } total ? Rounding.Score(total) : FactGap.NoTotal,
        FactKind.SectionScore => Score(Sections, fact.Key),
        FactKind.IndicatorScore => Score(Indicators, fact.Key),
        FactKind.ActualValue => Actuals.TryGetValue(fact.Key, out var value) ? value : FactGap.NoActual,
        FactKind.ActualPerMonth => Actuals.TryGetValue(fact.Key, out var value) ? value / Months.Length(PeriodStart, PeriodEnd) : FactGap.NoActual,
        FactKind.TenureMonths => TenureMonths is { } months ? months : FactGap.NoHireDate,
        FactKind.Training => Trainings(fact),
        FactKind.Commendations => Within(StarFactKind.Commendation, fact.Window).Count(),
        FactKind.Suggestions => Within(StarFactKind.Suggestion, fact.Window).Count(),
        FactKind.RankPercentile => Rank(fact.Group, smallestGroup),
        _ => throw new InvalidOperationException($"Unknown fact {fact.Kind}."),
    };

    private static FactValue Score(IReadOnlyDictionary<string, decimal> scores, string key) =>
        scores.TryGetValue(key, out var score) ? Rounding.Score(score) : FactGap.NoScore;

    private FactValue Trainings(FactReference fact)
    {
        var completed = Within(StarFactKind.Training, fact.Window);
        return fact.Key.Length > 0
            ? completed.Count(f => f.Code == fact.Key)
            : completed.Select(f => f.Code).Distinct().Count();
    }

    private IEnumerable<RecordedFact> Within(StarFactKind kind, FactWindow window)
    {
        var from = window switch
        {
            FactWindow.Cycle => PeriodStart,
            FactWindow.Year => Months.YearBefore(PeriodEnd),
            _ => DateOnly.MinValue,
        };
        return Recorded.Where(f => f.Kind == kind && f.Date >= from && f.Date <= PeriodEnd);
    }

    private FactValue Rank(RankGroup group, int smallestGroup) =>
        Total is null || !Ranks.TryGetValue(group, out var rank) ? FactGap.NoTotal
        : rank.Size < smallestGroup ? FactGap.GroupTooSmall
        : rank.Percentile;
}

/// <param name="Code">Of the training; else empty.</param>
public sealed record RecordedFact(StarFactKind Kind, string Code, DateOnly Date);

/// <param name="Place">From 1. People with the same total share the better place.</param>
/// <param name="Size">How many people of the group have a total.</param>
public sealed record RankPlace(int Place, int Size)
{
    /// <summary>The second of twenty is among the best 10 %.</summary>
    public decimal Percentile => Place * 100m / Size;
}

/// <summary>Why a fact is missing.</summary>
public enum FactGap
{
    None,

    /// <summary>Insufficient data: the result has no total.</summary>
    NoTotal,

    /// <summary>The section or indicator was not rated, or the template has none of that key.</summary>
    NoScore,
    NoActual,
    NoHireDate,

    /// <summary>Too few people to rank.</summary>
    GroupTooSmall,
}

/// <summary>A fact's value, or why there is none.</summary>
public readonly record struct FactValue(decimal? Value, FactGap Gap)
{
    public static implicit operator FactValue(decimal value) => new(value, FactGap.None);

    public static implicit operator FactValue(int value) => new(value, FactGap.None);

    public static implicit operator FactValue(FactGap gap) => new(null, gap);
}
