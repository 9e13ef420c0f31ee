namespace StarPortal.Domain.Templates;

/// <summary>Percentages that must make exactly 100 together.</summary>
public static class Weights
{
    public const decimal Whole = 100m;

    /// <summary>Equal weights of two decimals; what does not come out even goes to the first ones (33.34, 33.33, 33.33).</summary>
    public static IReadOnlyList<decimal> Evenly(int count)
    {
        if (count <= 0)
        {
            return [];
        }

        var each = Math.Floor(Whole * 100m / count) / 100m;
        var left = (int)((Whole - (each * count)) * 100m);
        return [.. Enumerable.Range(0, count).Select(i => i < left ? each + 0.01m : each)];
    }

    /// <summary>0 to 100 with at most two decimals, so that what is shown is what counts.</summary>
    public static bool IsValid(decimal weight) => weight is >= 0m and <= Whole && decimal.Round(weight, 2) == weight;
}
