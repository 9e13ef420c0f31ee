using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Results;

public sealed record CurvePoint(decimal Actual, decimal Score);

/// <summary>How a measure's score goes with the actual value, over the range where something happens.</summary>
/// <param name="From">Smallest actual value of the range.</param>
/// <param name="To">Greatest actual value of the range.</param>
/// <param name="Top">Greatest score that is possible, at least 100.</param>
/// <param name="Line">Corners of the curve from left to right; a jump is two points with the same actual value.</param>
/// <param name="Marks">The figures that decide, each with its score: thresholds, floor, target, where the cap is reached.</param>
public sealed record MeasureCurve(decimal From, decimal To, decimal Top, IReadOnlyList<CurvePoint> Line, IReadOnlyList<CurvePoint> Marks)
{
    /// <returns>Null for a rating, and while the figures make no sense.</returns>
    public static MeasureCurve? Of(Measure measure)
    {
        if (!TemplateCheck.CanScore(measure))
        {
            return null;
        }

        return measure switch
        {
            BandsMeasure bands => Steps(bands, [.. bands.Bands.Select(b => b.Threshold)], []),
            LinearMeasure linear => Slope(linear, linear.Floor, linear.Target, linear.Cap),
            CompletionMeasure completion => Slope(completion, 0m, completion.Target, completion.Cap),
            DeductionMeasure deduction => Fall(deduction),
            _ => Steps(measure, [1m], [0m]),
        };
    }

    private static MeasureCurve Slope(Measure measure, decimal floor, decimal target, decimal cap)
    {
        var full = floor + ((target - floor) * cap / 100m);
        decimal[] corners = cap > 100m ? [floor, target, full] : [floor, target];
        return Through(measure, corners, corners);
    }

    private static MeasureCurve Fall(DeductionMeasure measure)
    {
        var nothing = measure.Allowance + (100m / measure.PerUnit);
        var half = measure.Allowance + (50m / measure.PerUnit);
        return Through(measure, [measure.Allowance, nothing], [measure.Allowance, half, nothing], least: 0m);
    }

    private static MeasureCurve Through(Measure measure, decimal[] corners, decimal[] marks, decimal? least = null)
    {
        var (from, to) = Around(corners, least ?? (corners.Min() >= 0m ? 0m : null));
        var line = corners.Append(from).Append(to).Distinct().Order().Select(x => new CurvePoint(x, measure.Score(x))).ToList();
        return new(from, to, Highest(line), line, [.. marks.Distinct().Order().Select(x => new CurvePoint(x, measure.Score(x)))]);
    }

    private static MeasureCurve Steps(Measure measure, decimal[] thresholds, decimal[] more)
    {
        decimal[] marks = [.. more, .. thresholds];
        var (from, to) = Around(marks, marks.Min() >= 0m ? 0m : null);
        var edges = thresholds.Order().ToList();
        decimal[] ends = [from, .. edges, to];

        // between two thresholds the score is that of any value in between; at the threshold itself it jumps
        var line = ends.Zip(ends.Skip(1)).Where(e => e.First < e.Second)
            .SelectMany(e => new[] { e.First, e.Second }.Select(x => new CurvePoint(x, measure.Score((e.First + e.Second) / 2m))))
            .ToList();
        return new(from, to, Highest(line), line, [.. marks.Order().Select(x => new CurvePoint(x, measure.Score(x)))]);
    }

    /// <summary>A quarter of the width to either side; one figure alone gets its own size, or 1. Actual values that cannot be negative do not become so.</summary>
    private static (decimal From, decimal To) Around(decimal[] corners, decimal? least)
    {
        var (low, high) = (corners.Min(), corners.Max());
        var width = high > low ? high - low : Math.Max(1m, Math.Abs(low));
        var from = low - (width / 4m);
        return (least is { } limit && from < limit ? limit : from, high + (width / 4m));
    }

    private static decimal Highest(List<CurvePoint> line) => Math.Max(100m, line.Max(p => p.Score));
}
