using StarPortal.Domain.Anonymity;

namespace StarPortal.Domain.Tests.Anonymity;

public sealed class TotalDistributionTests
{
    [Fact]
    public void Of_FewerThanTenPeople_IsEmpty() =>
        Assert.Empty(TotalDistribution.Of([50, 55, 60, 65, 70, 75, 80, 85], [90], 3));

    [Fact]
    public void Of_HardlyAnybodyUnknown_IsEmpty() =>
        Assert.Empty(TotalDistribution.Of([50, 55], [60, 61, 62, 63, 64, 65, 66, 67, 68], 3));

    [Fact]
    public void Of_LonelyEnds_AreJoinedWithTheirNeighbours()
    {
        var buckets = TotalDistribution.Of([12, 61, 62, 63, 64, 71, 72, 73, 99], [65], 3);

        Assert.Equal([new TotalBucket(10, 70, 6), new TotalBucket(70, 100, 4)], buckets);
    }

    [Fact]
    public void Of_AnyGroup_HoldsEverybodyAndSinglesOutNobody()
    {
        var random = new Random(7);
        for (var run = 0; run < 500; run++)
        {
            var others = Enumerable.Range(0, random.Next(1, 60)).Select(_ => (decimal)random.Next(0, 12001) / 100).ToList();
            var known = Enumerable.Range(0, random.Next(0, 15)).Select(_ => (decimal)random.Next(0, 12001) / 100).ToList();
            var threshold = random.Next(3, 6);

            var buckets = TotalDistribution.Of(others, known, threshold);

            if (buckets.Count == 0)
            {
                Assert.True(others.Count + known.Count < TotalDistribution.LeastPeople || others.Count < threshold);
                continue;
            }

            Assert.Equal(others.Count + known.Count, buckets.Sum(b => b.People));
            Assert.All(buckets, b =>
            {
                var unknown = b.People - known.Count(k => k >= b.From && k < b.To);
                Assert.True(unknown == 0 || unknown >= threshold, $"{b}: {unknown}");
            });
        }
    }
}
