using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Tests.Cycles;

public sealed class ActualWindowTests
{
    [Theory]
    [InlineData(CycleState.Draft, null, false, false)]
    [InlineData(CycleState.Published, PhaseState.Pending, false, false)]
    [InlineData(CycleState.Running, null, false, true)]
    [InlineData(CycleState.Running, PhaseState.Pending, false, true)]
    [InlineData(CycleState.Running, PhaseState.Open, false, true)]
    [InlineData(CycleState.Running, PhaseState.Closed, false, false)]
    [InlineData(CycleState.Running, PhaseState.Closed, true, true)]
    [InlineData(CycleState.Calibrating, null, false, true)]
    [InlineData(CycleState.Calibrating, PhaseState.Closed, true, true)]
    [InlineData(CycleState.Released, PhaseState.Closed, true, false)]
    [InlineData(CycleState.Released, null, false, false)]
    [InlineData(CycleState.Closed, null, true, false)]
    [InlineData(CycleState.Cancelled, PhaseState.Open, true, false)]
    public void Values_AreOpenFromLaunchUntilTheCollectionCloses(CycleState state, PhaseState? phase, bool unlocked, bool open) =>
        Assert.Equal(open, ActualWindow.IsOpen(state, phase, unlocked));

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(3, 1, true)]
    [InlineData(20, 1, true)]
    [InlineData(21, 2, true)]
    [InlineData(100, 5, true)]
    public void Quota_IsFiveInAHundredRoundedUp(int indicators, int allowed, bool room)
    {
        var quota = new SchemeChangeQuota(2026, indicators, 0);

        Assert.Equal(allowed, quota.Allowed);
        Assert.Equal(room, quota.HasRoom);
        Assert.False((quota with { Used = allowed }).HasRoom);
    }
}
