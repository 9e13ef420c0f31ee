using StarPortal.Domain.Results;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Results;

/// <summary>Each measure at and around its edges.</summary>
public sealed class MeasureScoringTests
{
    private static readonly BandsMeasure downwards = new([new(2m, 100m), new(5m, 70m), new(10m, 30m)], 0m, LowerIsBetter: true);

    [Theory]
    [InlineData(100, 100)]
    [InlineData(98, 100)]
    [InlineData(97.99, 85)]
    [InlineData(95, 85)]
    [InlineData(94.999, 70)]
    [InlineData(90, 70)]
    [InlineData(89.99, 40)]
    [InlineData(0, 40)]
    [InlineData(-5, 40)]
    public void Bands_HigherIsBetter_FirstReachedFromTheTop(double actual, double expected)
        => Assert.Equal((decimal)expected, ATemplate.AccuracyBands.Score((decimal)actual));

    [Theory]
    [InlineData(-1, 100)]
    [InlineData(0, 100)]
    [InlineData(2, 100)]
    [InlineData(2.01, 70)]
    [InlineData(5, 70)]
    [InlineData(10, 30)]
    [InlineData(10.01, 0)]
    [InlineData(1000, 0)]
    public void Bands_LowerIsBetter_FirstReachedFromTheBottom(double actual, double expected)
        => Assert.Equal((decimal)expected, downwards.Score((decimal)actual));

    [Theory]
    [InlineData(80, 98, 120, 80, 0)]
    [InlineData(80, 98, 120, 79, 0)]
    [InlineData(80, 98, 120, 98, 100)]
    [InlineData(80, 98, 120, 89, 50)]
    [InlineData(80, 98, 120, 101.6, 120)]
    [InlineData(80, 98, 120, 101.5, 119.44)]
    [InlineData(80, 98, 120, 200, 120)]
    [InlineData(80, 98, 100, 99, 100)]
    [InlineData(30, 10, 120, 14, 80)]
    [InlineData(30, 10, 120, 7, 115)]
    [InlineData(30, 10, 120, 6, 120)]
    [InlineData(30, 10, 120, 0, 120)]
    [InlineData(30, 10, 120, 30, 0)]
    [InlineData(30, 10, 120, 35, 0)]
    [InlineData(-10, 10, 120, 0, 50)]
    public void Linear_AnyDirection_StaysBetweenZeroAndCap(double floor, double target, double cap, double actual, double expected)
        => Assert.Equal((decimal)expected, Rounding.Score(new LinearMeasure((decimal)floor, (decimal)target, (decimal)cap).Score((decimal)actual)));

    [Theory]
    [InlineData(200, 0, 0)]
    [InlineData(200, 50, 25)]
    [InlineData(200, 200, 100)]
    [InlineData(200, 240, 120)]
    [InlineData(200, 900, 120)]
    [InlineData(200, -10, 0)]
    public void Completion_OfATarget_IsItsPercentage(double target, double actual, double expected)
        => Assert.Equal((decimal)expected, new CompletionMeasure((decimal)target).Score((decimal)actual));

    [Theory]
    [InlineData(25, 0, 0, 100)]
    [InlineData(25, 0, 1, 75)]
    [InlineData(25, 0, 4, 0)]
    [InlineData(25, 0, 5, 0)]
    [InlineData(10, 2, 0, 100)]
    [InlineData(10, 2, 2, 100)]
    [InlineData(10, 2, 2.5, 95)]
    [InlineData(10, 2, 13, 0)]
    [InlineData(10, 2, -3, 100)]
    public void Deduction_OverTheAllowance_CostsPerUnit(double perUnit, double allowance, double actual, double expected)
        => Assert.Equal((decimal)expected, new DeductionMeasure((decimal)perUnit, (decimal)allowance).Score((decimal)actual));

    [Theory]
    [InlineData(1, 100)]
    [InlineData(0, 0)]
    [InlineData(0.99, 0)]
    [InlineData(2, 100)]
    [InlineData(-1, 0)]
    public void PassFail_OneIsPass(double actual, double expected)
        => Assert.Equal((decimal)expected, new PassFailMeasure().Score((decimal)actual));

    [Fact]
    public void Rating_OfAnActual_IsABug()
        => Assert.Throws<InvalidOperationException>(() => new RatingMeasure().Score(1m));

    [Fact]
    public void Score_LargestNumbersThatCanBePublished_StaysInRange()
    {
        const decimal large = 1_000_000_000_000m;
        const decimal fine = 0.000001m;
        Measure[] measures =
        [
            new LinearMeasure(0m, fine),
            new LinearMeasure(large, large - fine, 200m),
            new LinearMeasure(-large, large),
            new CompletionMeasure(fine),
            new CompletionMeasure(large),
            new DeductionMeasure(large, 0m),
            new DeductionMeasure(fine, large),
            new BandsMeasure([new(large, 120m)], 0m),
        ];
        foreach (var measure in measures)
        {
            foreach (var actual in new[] { decimal.MinValue, -large, -fine, 0m, fine, large, decimal.MaxValue })
            {
                Assert.InRange(measure.Score(actual), 0m, 200m);
            }
        }
    }
}
