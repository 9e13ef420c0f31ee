namespace StarPortal.Domain;

/// <summary>The one rounding rule: two decimals, half away from zero, only when a score is stored or shown.</summary>
public static class Rounding
{
    public static decimal Score(decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);
}
