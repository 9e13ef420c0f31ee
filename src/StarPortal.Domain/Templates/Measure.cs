using System.Text.Json.Serialization;

namespace StarPortal.Domain.Templates;

/// <summary>How an actual value becomes a score.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(BandsMeasure), "bands")]
[JsonDerivedType(typeof(LinearMeasure), "linear")]
[JsonDerivedType(typeof(CompletionMeasure), "completion")]
[JsonDerivedType(typeof(DeductionMeasure), "deduction")]
[JsonDerivedType(typeof(PassFailMeasure), "passFail")]
[JsonDerivedType(typeof(RatingMeasure), "rating")]
public abstract record Measure;

/// <summary>Thresholds read in order, the first that is reached gives the score; <paramref name="Otherwise"/> when none is.</summary>
/// <param name="LowerIsBetter">Thresholds then are upper limits in ascending order.</param>
public sealed record BandsMeasure(IReadOnlyList<Band> Bands, decimal Otherwise, bool LowerIsBetter = false) : Measure;

public sealed record Band(decimal Threshold, decimal Score);

/// <summary><c>(actual − floor) / (target − floor) × 100</c>, at least 0, at most <paramref name="Cap"/>; floor over target means lower is better.</summary>
public sealed record LinearMeasure(decimal Floor, decimal Target, decimal Cap = 120m) : Measure;

/// <summary>Linear with floor 0.</summary>
public sealed record CompletionMeasure(decimal Target, decimal Cap = 120m) : Measure;

/// <summary><c>100 − perUnit × max(0, actual − allowance)</c>, at least 0.</summary>
public sealed record DeductionMeasure(decimal PerUnit, decimal Allowance) : Measure;

/// <summary>100 when the actual value is 1, 0 when it is 0.</summary>
public sealed record PassFailMeasure : Measure;

/// <summary>Rated on the template's scale; nothing is measured.</summary>
public sealed record RatingMeasure : Measure;

/// <summary>What a measure aims at.</summary>
public static class MeasureTargets
{
    /// <summary>The figure that a participant's own goal may replace; null where the measure has no single target.</summary>
    public static decimal? Target(this Measure measure) => measure switch
    {
        LinearMeasure linear => linear.Target,
        CompletionMeasure completion => completion.Target,
        _ => null,
    };
}
