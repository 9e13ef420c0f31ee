using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Domain.Tests.Reviews;

public sealed class ReviewWindowTests
{
    private static readonly ReviewSituation Manager =
        new(CycleState.Running, Relationship.Manager, ReviewState.Draft, PhaseState.Open, ReviewState.Draft, PhaseState.Open, Unlocked: false);

    private static readonly ReviewSituation Peer = Manager with { Relationship = Relationship.Peer };

    [Theory]
    [InlineData(CycleState.Draft)]
    [InlineData(CycleState.Published)]
    [InlineData(CycleState.Calibrating)]
    [InlineData(CycleState.Released)]
    [InlineData(CycleState.Closed)]
    [InlineData(CycleState.Cancelled)]
    public void Edit_OutsideARunningCycle_IsRefused(CycleState state) =>
        Assert.True(ReviewWindow.CanEdit(Peer with { Cycle = state }).Error.Is(ReviewErrors.CycleNotRunning));

    [Theory]
    [InlineData(Relationship.Self, PhaseState.Pending, "NotOpenYet")]
    [InlineData(Relationship.Peer, PhaseState.Pending, "NotOpenYet")]
    [InlineData(Relationship.Manager, PhaseState.Pending, null)] // may be drafted at once
    [InlineData(Relationship.Self, PhaseState.Open, null)]
    [InlineData(Relationship.Peer, PhaseState.Open, null)]
    [InlineData(Relationship.Manager, PhaseState.Open, null)]
    [InlineData(Relationship.Self, PhaseState.Closed, "PhaseClosed")]
    [InlineData(Relationship.Peer, PhaseState.Closed, "PhaseClosed")]
    [InlineData(Relationship.Manager, PhaseState.Closed, "PhaseClosed")]
    [InlineData(Relationship.Peer, null, null)]
    public void Edit_InAPhase_IsOpenAsThePhaseSays(Relationship relationship, PhaseState? phase, string? code)
    {
        var result = ReviewWindow.CanEdit(Peer with { Relationship = relationship, OwnPhase = phase });

        Assert.Equal(code, result.Succeeded ? null : result.Error.Code);
    }

    [Theory]
    [InlineData(ReviewState.Draft, PhaseState.Open, false, false)]
    [InlineData(ReviewState.NotStarted, PhaseState.Open, false, false)]
    [InlineData(ReviewState.Reopened, PhaseState.Open, false, false)]
    [InlineData(ReviewState.NotStarted, PhaseState.Pending, false, false)]
    [InlineData(ReviewState.NotStarted, null, false, false)]
    [InlineData(ReviewState.Submitted, PhaseState.Open, false, true)]
    [InlineData(ReviewState.Draft, PhaseState.Closed, false, true)]
    [InlineData(ReviewState.Missed, PhaseState.Closed, false, true)]
    [InlineData(ReviewState.Draft, PhaseState.Open, true, true)]
    [InlineData(ReviewState.Withdrawn, PhaseState.Open, false, true)]
    [InlineData(null, PhaseState.Open, false, true)]
    [InlineData(null, null, false, true)]
    public void Submit_OfAManager_WaitsForTheSelfReview(ReviewState? self, PhaseState? selfPhase, bool unlocked, bool allowed)
    {
        var situation = Manager with { SelfReview = self, SelfPhase = selfPhase, Unlocked = unlocked };

        var result = ReviewWindow.CanSubmit(situation);

        Assert.Equal(allowed, result.Succeeded);
        Assert.True(allowed || result.Error.Is(ReviewErrors.WaitsForSelfReview));
        Assert.True(ReviewWindow.CanEdit(situation).Succeeded);
    }

    [Theory]
    [InlineData(Relationship.Self)]
    [InlineData(Relationship.Peer)]
    [InlineData(Relationship.Report)]
    public void Submit_OfAnybodyElse_WaitsForNobody(Relationship relationship) =>
        Assert.True(ReviewWindow.CanSubmit(Manager with { Relationship = relationship }).Succeeded);

    [Theory]
    [InlineData(CycleState.Running, true)]
    [InlineData(CycleState.Calibrating, true)]
    [InlineData(CycleState.Released, false)]
    public void Edit_OfAReopenedReview_OutlivesItsPhaseUntilRelease(CycleState cycle, bool allowed) =>
        Assert.Equal(allowed, ReviewWindow.CanEdit(Peer with { State = ReviewState.Reopened, OwnPhase = PhaseState.Closed, Cycle = cycle }).Succeeded);

    [Theory]
    [InlineData(ReviewState.Submitted)]
    [InlineData(ReviewState.Declined)]
    [InlineData(ReviewState.Missed)]
    [InlineData(ReviewState.Withdrawn)]
    public void Edit_InAClosedState_IsRefusedByItsName(ReviewState state) =>
        Assert.True(ReviewWindow.CanEdit(Peer with { State = state }).Error.Is(ReviewErrors.Of(state)));
}
