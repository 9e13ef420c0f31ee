using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Tests.Cycles;

public sealed class PeerDrawTests
{
    private static readonly PeerCandidate[] Company =
        [.. Enumerable.Range(1, 60).Select(i => new PeerCandidate(i, (i - 1) / 10, i % 10 == 1 ? null : ((i - 1) / 10 * 10) + 1))];

    [Fact]
    public void Draw_SameSeed_GivesTheSamePeers() =>
        Assert.Equal(PeerDraw.Draw(Company, Company, 4, 7, true), PeerDraw.Draw(Company, Company, 4, 7, true));

    [Fact]
    public void Draw_OtherSeed_GivesOthers() =>
        Assert.NotEqual(PeerDraw.Draw(Company, Company, 4, 7, true), PeerDraw.Draw(Company, Company, 4, 8, true));

    [Fact]
    public void Draw_NeverTakesOneselfTheManagerOrAReport()
    {
        var managers = Company.ToDictionary(c => c.EmployeeId, c => c.ManagerId);

        Assert.All(PeerDraw.Draw(Company, Company, 4, 3, true), p =>
        {
            Assert.NotEqual(p.EmployeeId, p.ReviewerId);
            Assert.NotEqual(managers[p.EmployeeId], p.ReviewerId);
            Assert.NotEqual(p.EmployeeId, managers[p.ReviewerId]);
        });
    }

    [Fact]
    public void Draw_WithFilling_GivesEverybodyTheirNumberOnce()
    {
        var pairs = PeerDraw.Draw(Company, Company, 4, 3, true);

        Assert.All(pairs.GroupBy(p => p.EmployeeId), g => Assert.Equal(4, g.Select(p => p.ReviewerId).Distinct().Count()));
        Assert.Equal(60, pairs.Select(p => p.EmployeeId).Distinct().Count());
    }

    [Fact]
    public void Draw_WithoutFilling_StaysInTheDepartment() =>
        Assert.All(PeerDraw.Draw(Company, Company, 20, 3, false), p => Assert.Equal((p.EmployeeId - 1) / 10, (p.ReviewerId - 1) / 10));
}
