using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Tests.Templates;

public sealed class WeightsTests
{
    [Fact]
    public void Evenly_AnyCount_MakesExactly100WithinOneHundredth()
    {
        for (var count = 1; count <= 60; count++)
        {
            var weights = Weights.Evenly(count);

            Assert.Equal(count, weights.Count);
            Assert.Equal(100m, weights.Sum());
            Assert.InRange(weights.Max() - weights.Min(), 0m, 0.01m);
            Assert.All(weights, w => Assert.True(Weights.IsValid(w)));
        }

        Assert.Empty(Weights.Evenly(0));
        Assert.Equal([33.34m, 33.33m, 33.33m], Weights.Evenly(3));
    }

    [Theory]
    [InlineData(new[] { 1.0, 1, 1 }, new[] { 33.34, 33.33, 33.33 })]
    [InlineData(new[] { 60.0, 25, 15 }, new[] { 60.0, 25, 15 })]
    [InlineData(new[] { 30.0, 30, 0 }, new[] { 50.0, 50, 0 })]
    [InlineData(new[] { 2.0, 1 }, new[] { 66.67, 33.33 })]
    [InlineData(new[] { 1.0, 2, 4 }, new[] { 14.29, 28.57, 57.14 })]
    [InlineData(new[] { 0.0, 0, 0, 0 }, new[] { 25.0, 25, 25, 25 })]
    [InlineData(new[] { -5.0, 10 }, new[] { 0.0, 100 })]
    [InlineData(new double[0], new double[0])]
    public void Proportionally_Parts_KeepTheirProportion(double[] parts, double[] expected)
        => Assert.Equal(expected.Select(e => (decimal)e), Weights.Proportionally([.. parts.Select(p => (decimal)p)]));

    [Fact]
    public void Proportionally_AnyParts_MakesExactly100AndStaysWithinOneHundredth()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 500; round++)
        {
            var parts = Enumerable.Range(0, random.Next(1, 21)).Select(_ => random.Next(1, 100_000) / 100m).ToList();

            var weights = Weights.Proportionally(parts);

            Assert.Equal(100m, weights.Sum());
            Assert.All(weights, w => Assert.True(Weights.IsValid(w)));
            Assert.All(weights.Zip(parts), p => Assert.InRange(p.First - (p.Second * 100m / parts.Sum()), -0.01m, 0.01m));
        }
    }
}
