namespace StarPortal.Domain.Templates;

/// <summary>How the proposals for one item lie, in percent.</summary>
public sealed record DelphiSpread(string Key, decimal Median, decimal LowerQuartile, decimal UpperQuartile, decimal Lowest, decimal Highest);

/// <summary>Median, quartiles, and weights that sum to exactly 100.</summary>
public static class DelphiStatistics
{
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static DelphiSpread Spread(string key, IReadOnlyList<decimal> values)
    {
        if (values.Count == 0)
        {
            throw new ArgumentException("There is nothing to sum up.", nameof(values));
        }

        decimal[] sorted = [.. values.Order()];
        return new DelphiSpread(key, Quantile(sorted, 2), Quantile(sorted, 1), Quantile(sorted, 3), sorted[0], sorted[^1]);
    }

    /// <summary>
    /// Scales the medians so that they sum to exactly 100 with two decimals each. What rounding down leaves goes, a hundredth
    /// each, to the largest remainders; among equal ones to the earlier item, so that the same medians always give the same weights.
    /// All zero: evenly.
    /// </summary>
    public static IReadOnlyList<decimal> Normalise(IReadOnlyList<decimal> medians)
    {
        var sum = medians.Sum();
        if (sum <= 0m)
        {
            return Weights.Evenly(medians.Count);
        }

        // in hundredths of a percent: whole numbers from here on
        var exact = medians.Select(m => m * Weights.Whole * 100m / sum).ToList();
        var whole = exact.Select(Math.Floor).ToList();
        var left = (int)((Weights.Whole * 100m) - whole.Sum());
        foreach (var (_, index) in exact.Select((value, index) => (Remainder: value - whole[index], index)).OrderByDescending(p => p.Remainder).ThenBy(p => p.index).Take(left))
        {
            whole[index] += 1m;
        }

        return [.. whole.Select(w => w / 100m)];
    }

    // linear between the two nearest values (the method of spreadsheets' QUARTILE.INC)
    private static decimal Quantile(decimal[] sorted, int quarter)
    {
        var position = (sorted.Length - 1) * quarter;
        var below = position / 4;
        var part = (position % 4) / 4m;
        return part == 0m ? sorted[below] : sorted[below] + ((sorted[below + 1] - sorted[below]) * part);
    }
}
