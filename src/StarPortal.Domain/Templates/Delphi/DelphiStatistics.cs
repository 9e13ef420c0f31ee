namespace StarPortal.Domain.Templates;

/// <summary>How the proposals for one item lie, in percent.</summary>
public sealed record DelphiSpread(string Key, decimal Median, decimal LowerQuartile, decimal UpperQuartile, decimal Lowest, decimal Highest);

/// <summary>Median and quartiles.</summary>
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

    // linear between the two nearest values (the method of spreadsheets' QUARTILE.INC)
    private static decimal Quantile(decimal[] sorted, int quarter)
    {
        var position = (sorted.Length - 1) * quarter;
        var below = position / 4;
        var part = (position % 4) / 4m;
        return part == 0m ? sorted[below] : sorted[below] + ((sorted[below + 1] - sorted[below]) * part);
    }
}
