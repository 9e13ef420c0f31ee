namespace StarPortal.Domain;

/// <summary>The one rounding rule: two decimals, half away from zero, only when a score is stored or shown.</summary>
public static class Rounding
{
    // A third has no last decimal: a sum of such quotients can end in …4999 (28 digits) where the exact value is …5.
    // Settling the last eight digits first makes such a value round the way it does on paper.
    private const int SettledDigits = 20;

    public static decimal Score(decimal value)
        => Math.Round(Math.Round(value, SettledDigits, MidpointRounding.AwayFromZero), 2, MidpointRounding.AwayFromZero);
}
