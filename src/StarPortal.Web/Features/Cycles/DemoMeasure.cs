using StarPortal.Domain;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Cycles;

/// <summary>Believable actual values for the demo company; the same on every machine.</summary>
internal static class DemoMeasure
{
    /// <summary>From 0 up to 1, decided by the four numbers alone.</summary>
    public static decimal Chance(int seed, int cycle, int person, int indicator)
    {
        var z = ((ulong)(uint)seed << 48) ^ ((ulong)(uint)cycle << 36) ^ ((ulong)(uint)person << 8) ^ (uint)indicator;
        z += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return (z ^ (z >> 31)) % 10_000 / 10_000m;
    }

    /// <summary>Mostly good, sometimes over the target, sometimes not there yet.</summary>
    public static decimal Value(Measure measure, decimal chance) => measure switch
    {
        LinearMeasure m => Rounding.Score(m.Floor + ((m.Target - m.Floor) * (0.35m + (chance * 0.75m)))),
        CompletionMeasure m => Rounding.Score(m.Target * (0.6m + (chance * 0.5m))),
        DeductionMeasure m => m.Allowance + (chance < 0.55m ? 0 : chance < 0.85m ? 1 : 2),
        PassFailMeasure => chance < 0.1m ? 0 : 1,
        BandsMeasure m when m.Bands.Count > 0 => Bands(m, chance),
        _ => Rounding.Score(100 * chance),
    };

    private static decimal Bands(BandsMeasure measure, decimal chance)
    {
        var thresholds = measure.Bands.Select(b => b.Threshold).Order().ToList();
        var spread = Math.Max(1m, thresholds[^1] - thresholds[0]);
        var value = thresholds[0] + (spread * (-0.2m + (chance * 1.35m)));
        // a share of a hundred stays one
        return Rounding.Score(thresholds[^1] <= 100m ? Math.Clamp(value, 0m, 100m) : Math.Max(0m, value));
    }
}
