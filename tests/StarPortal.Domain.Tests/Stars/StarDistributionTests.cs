using StarPortal.Domain.Stars;

namespace StarPortal.Domain.Tests.Stars;

public sealed class StarDistributionTests
{
    /// <summary>People at levels 1, 2, 3; guidance for level 3 in percent; the most people there; how many more there is room for.</summary>
    [Theory]
    [InlineData(9, 0, 1, 10, 1, 0)]
    [InlineData(8, 0, 2, 10, 1, -1)]
    [InlineData(10, 0, 0, 10, 1, 1)]
    // a part of a person is none
    [InlineData(18, 0, 1, 10, 1, 0)]
    [InlineData(17, 0, 2, 10, 1, -1)]
    [InlineData(18, 0, 2, 10, 2, 0)]
    // 30 × 33.33 % is 9.999
    [InlineData(20, 0, 10, 33.33, 9, -1)]
    [InlineData(20, 0, 10, 33.34, 10, 0)]
    [InlineData(0, 0, 10, 0, 0, -10)]
    [InlineData(5, 5, 5, 100, 15, 10)]
    [InlineData(500, 400, 100, 10, 100, 0)]
    [InlineData(500, 401, 100, 10, 100, 0)]
    public void Distribution_OfTenOrMore_RoundsTheGuidanceDown(int one, int two, int three, double guidance, int most, int room)
    {
        var share = Of(one, two, three, (decimal)guidance)[0];

        Assert.Equal((3, three, most, room), (share.Level, share.People, share.Most, share.Room));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(0, 0, 9)]
    [InlineData(3, 3, 3)]
    public void Distribution_OfFewerThanTen_AdvisesNothing(int one, int two, int three) =>
        Assert.All(Of(one, two, three, 10m), s => Assert.True(s.Most is null && s.Room is null));

    [Fact]
    public void Distribution_WithoutGuidance_AdvisesNothing()
    {
        var shares = Of(5, 5, 5, null);

        Assert.All(shares, s => Assert.Null(s.Room));
        Assert.Equal([33.33m, 33.33m, 33.33m], shares.Select(s => s.Percent));
    }

    [Fact]
    public void Distribution_OfNobody_HasNoShares() => Assert.All(Of(0, 0, 0, 10m), s => Assert.Equal((0, 0m), (s.People, s.Percent)));

    /// <summary>Taking as many out as the guidance says, or putting as many in, always fits it exactly.</summary>
    [Fact]
    public void Distribution_AfterMovingAsAdvised_FitsExactly()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var (one, three) = (random.Next(0, 200), random.Next(0, 200));
            var guidance = random.Next(0, 10_001) / 100m;
            if (Of(one, 0, three, guidance)[0].Room is not { } room || one < room)
            {
                continue;
            }

            Assert.Equal(0, Of(one - room, 0, three + room, guidance)[0].Room);
        }
    }

    private static IReadOnlyList<LevelShare> Of(int one, int two, int three, decimal? guidance) => StarDistribution.Of(
        [Level(1, null), Level(2, null), Level(3, guidance)],
        new Dictionary<int, int> { [1] = one, [2] = two, [3] = three });

    private static StarLevel Level(int number, decimal? guidance) => new(number, LocalText.Same($"L{number}"), "#000000", null, [], guidance);
}
