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
}
