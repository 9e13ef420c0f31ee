using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Results;

/// <summary>Turns actual values into scores; formulas of the domain page, section 3.</summary>
public static class MeasureScoring
{
    // Far beyond any real figure; keeps every formula inside the range of decimal for whatever somebody imports.
    private const decimal Largest = 1_000_000_000_000_000_000m;

    /// <param name="measure">Any kind but <see cref="RatingMeasure"/>, as published templates guarantee.</param>
    /// <param name="actual">The actual value in the indicator's unit.</param>
    /// <returns>0 upwards, not rounded; may exceed 100 where the measure rewards exceeding the target.</returns>
    /// <exception cref="InvalidOperationException">A rating measure: nothing is measured there.</exception>
    public static decimal Score(this Measure measure, decimal actual)
    {
        var value = Math.Clamp(actual, -Largest, Largest);
        return measure switch
        {
            BandsMeasure bands => Band(bands, value),
            LinearMeasure linear => Linear(value, linear.Floor, linear.Target, linear.Cap),
            CompletionMeasure completion => Linear(value, 0m, completion.Target, completion.Cap),
            DeductionMeasure deduction => Deduction(deduction, value),
            PassFailMeasure => value >= 1m ? 100m : 0m,
            _ => throw new InvalidOperationException($"{measure.GetType().Name} takes no actual value."),
        };
    }

    private static decimal Band(BandsMeasure measure, decimal actual)
    {
        var reached = measure.LowerIsBetter
            ? measure.Bands.FirstOrDefault(b => actual <= b.Threshold)
            : measure.Bands.FirstOrDefault(b => actual >= b.Threshold);
        return reached?.Score ?? measure.Otherwise;
    }

    // Multiplied before it is divided: one division, so that figures that come out even do so exactly.
    private static decimal Linear(decimal actual, decimal floor, decimal target, decimal cap)
        => Math.Clamp((actual - floor) * 100m / (target - floor), 0m, cap);

    private static decimal Deduction(DeductionMeasure measure, decimal actual)
        => Math.Max(0m, 100m - (measure.PerUnit * Math.Min(Math.Max(0m, actual - measure.Allowance), 1_000_000_000m)));
}
