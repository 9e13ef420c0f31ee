namespace StarPortal.Domain.Templates;

/// <summary>Percentages that must make exactly 100 together.</summary>
public static class Weights
{
    public const decimal Whole = 100m;

    /// <summary>Equal weights of two decimals; what does not come out even goes to the first ones (33.34, 33.33, 33.33).</summary>
    public static IReadOnlyList<decimal> Evenly(int count) => Proportionally([.. Enumerable.Repeat(1m, Math.Max(0, count))]);

    /// <summary>
    /// Weights of two decimals in the proportion of <paramref name="parts"/>, exactly 100 together: rounded down, and the
    /// hundredths still missing go to the largest remainders, the first one where they are equal. A part of 0 keeps 0;
    /// with nothing above 0 all are equal.
    /// </summary>
    public static IReadOnlyList<decimal> Proportionally(IReadOnlyList<decimal> parts)
    {
        var positive = parts.Select(p => Math.Max(0m, p)).ToList();
        var sum = positive.Sum();
        if (sum == 0m)
        {
            return parts.Count == 0 ? [] : Evenly(parts.Count);
        }

        var exact = positive.ConvertAll(p => p / sum * Whole);
        var weights = exact.ConvertAll(w => Math.Floor(w * 100m) / 100m);
        var missing = (int)((Whole - weights.Sum()) * 100m);
        var order = Enumerable.Range(0, exact.Count).OrderByDescending(i => exact[i] - weights[i]).ThenBy(i => i);
        foreach (var index in order.Take(missing))
        {
            weights[index] += 0.01m;
        }

        return weights;
    }

    /// <summary>0 to 100 with at most two decimals, so that what is shown is what counts.</summary>
    public static bool IsValid(decimal weight) => weight is >= 0m and <= Whole && decimal.Round(weight, 2) == weight;
}
