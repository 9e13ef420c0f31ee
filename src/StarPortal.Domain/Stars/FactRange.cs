namespace StarPortal.Domain.Stars;

/// <summary>
/// What several comparisons of one fact leave possible. A comparison only changes its mind at its own figure, so it is
/// enough to try every figure named, a value on either side, and one between neighbours.
/// </summary>
internal static class FactRange
{
    internal static bool CanAllHold(IReadOnlyList<FactCriterion> comparisons) => MostThatHold(comparisons) == comparisons.Count;

    /// <summary>The greatest number of them that one value meets.</summary>
    internal static int MostThatHold(IReadOnlyList<FactCriterion> comparisons) =>
        Values(comparisons).Select(v => comparisons.Count(c => Holds(c, v))).DefaultIfEmpty(0).Max();

    /// <summary>Whatever meets <paramref name="one"/> meets <paramref name="other"/>, but not the other way round.</summary>
    internal static bool IsStricter(FactCriterion one, FactCriterion other)
    {
        var values = Values([one, other]);
        return values.All(v => !Holds(one, v) || Holds(other, v)) && values.Any(v => Holds(other, v) && !Holds(one, v));
    }

    private static bool Holds(FactCriterion criterion, decimal value) => StarEvaluation.Compare(value, criterion.Comparison, criterion.Value);

    private static List<decimal> Values(IReadOnlyList<FactCriterion> comparisons)
    {
        var fact = comparisons[0].Fact;
        var named = comparisons.Select(c => c.Value).Distinct().Order().ToList();
        var tried = named.SelectMany(n => new[] { n - 1m, n, n + 1m }).Concat(named.Zip(named.Skip(1), (a, b) => (a + b) / 2m));
        if (fact.IsCount)
        {
            tried = tried.SelectMany(v => new[] { decimal.Floor(v), decimal.Ceiling(v) });
        }

        return [.. tried.Where(v => IsPossible(fact.Kind, v)).Distinct()];
    }

    private static bool IsPossible(FactKind kind, decimal value) => kind switch
    {
        FactKind.ActualValue or FactKind.ActualPerMonth => true,
        FactKind.TotalScore or FactKind.SectionScore or FactKind.IndicatorScore => value is >= 0m and <= 120m,
        FactKind.RankPercentile => value is > 0m and <= 100m,
        _ => value >= 0m,
    };
}
