using StarPortal.Domain.Results;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Results;

public sealed class MeasureCurveTests
{
    public static TheoryData<string, Measure, string> Marks() => new()
    {
        { "bands", ATemplate.AccuracyBands, "90→70 95→85 98→100" },
        { "bands, lower is better", new BandsMeasure([new(2m, 100m), new(5m, 60m)], 10m, LowerIsBetter: true), "2→100 5→60" },
        { "linear", new LinearMeasure(80m, 98m), "80→0 98→100 101.6→120" },
        { "linear, no more than 100", new LinearMeasure(80m, 98m, 100m), "80→0 98→100" },
        { "linear, lower is better", new LinearMeasure(30m, 10m), "6→120 10→100 30→0" },
        { "completion", new CompletionMeasure(50m, 110m), "0→0 50→100 55→110" },
        { "deduction", new DeductionMeasure(25m, 1m), "1→100 3→50 5→0" },
        { "pass or fail", new PassFailMeasure(), "0→0 1→100" },
    };

    [Theory, MemberData(nameof(Marks))]
    public void Marks_AreTheFiguresThatDecide(string name, Measure measure, string marks)
    {
        var curve = MeasureCurve.Of(measure)!;

        Assert.Equal((name, marks), (name, string.Join(' ', curve.Marks.Select(m => FormattableString.Invariant($"{m.Actual:0.##}→{m.Score:0.##}")))));
    }

    [Theory, MemberData(nameof(Marks))]
    public void Line_GoesFromEndToEndAndAgreesWithTheScoring(string name, Measure measure, string marks)
    {
        var curve = MeasureCurve.Of(measure)!;

        Assert.True(curve.From < curve.To, name + marks);
        Assert.Equal((curve.From, curve.To), (curve.Line[0].Actual, curve.Line[^1].Actual));
        Assert.Equal(curve.Line.Select(p => p.Actual).Order(), curve.Line.Select(p => p.Actual));
        Assert.All(curve.Line, p => Assert.InRange(p.Score, 0m, curve.Top));
        foreach (var (left, right) in curve.Line.Zip(curve.Line.Skip(1)).Where(p => p.First.Actual < p.Second.Actual))
        {
            // between two corners the curve is straight, and the scoring says the same in the middle
            var middle = (left.Actual + right.Actual) / 2m;
            Assert.Equal(measure.Score(middle), (left.Score + right.Score) / 2m, 10);
        }
    }

    [Fact]
    public void Range_OfValuesThatCannotBeNegative_StartsAtZero()
    {
        Assert.Equal(0m, MeasureCurve.Of(new CompletionMeasure(50m))!.From);
        Assert.Equal(0m, MeasureCurve.Of(new DeductionMeasure(25m, 0m))!.From);
        Assert.True(MeasureCurve.Of(new LinearMeasure(-10m, 10m))!.From < -10m);
    }

    [Fact]
    public void Curve_WithoutSense_IsNone()
    {
        Measure[] senseless = [new RatingMeasure(), new LinearMeasure(80m, 80m), new CompletionMeasure(0m), new BandsMeasure([], 0m), new DeductionMeasure(0m, 0m)];

        Assert.All(senseless, m => Assert.Null(MeasureCurve.Of(m)));
    }
}
