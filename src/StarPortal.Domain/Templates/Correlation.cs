namespace StarPortal.Domain.Templates;

/// <summary>Two indicators of a template and how their past scores went together.</summary>
/// <param name="Correlation">Pearson's r, −1 to 1.</param>
/// <param name="People">Pairs of scores it is over.</param>
public sealed record IndicatorPair(string KeyA, string KeyB, decimal Correlation, int People);

/// <summary>How closely two rows of scores go together.</summary>
public static class Correlation
{
    /// <summary>Fewer pairs than this say nothing.</summary>
    public const int FewestPairs = 10;

    /// <summary>Pearson's r of the pairs, rounded to four decimals; null for too few pairs or when one side never varies.</summary>
    public static decimal? Pearson(IReadOnlyList<(decimal A, decimal B)> pairs)
    {
        if (pairs.Count < FewestPairs)
        {
            return null;
        }

        var meanA = pairs.Average(p => p.A);
        var meanB = pairs.Average(p => p.B);
        var together = pairs.Sum(p => (p.A - meanA) * (p.B - meanB));
        var spreadA = pairs.Sum(p => (p.A - meanA) * (p.A - meanA));
        var spreadB = pairs.Sum(p => (p.B - meanB) * (p.B - meanB));
        if (spreadA == 0m || spreadB == 0m)
        {
            return null;
        }

        var r = (double)together / (Math.Sqrt((double)spreadA) * Math.Sqrt((double)spreadB));
        return decimal.Round((decimal)Math.Clamp(r, -1d, 1d), 4);
    }
}
