using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Domain.Tests.Reviews;

public sealed class ReviewerRulesTests
{
    private const int Subject = 1;
    private const int Manager = 2;
    private const int Colleague = 3;

    [Theory]
    [InlineData(Relationship.Peer, Colleague, Manager, true, null, null, "")]
    [InlineData(Relationship.CrossTeam, Colleague, null, true, null, null, "")]
    [InlineData(Relationship.Customer, Colleague, 9, true, null, null, "")]
    [InlineData(Relationship.Report, Colleague, Subject, true, null, null, "")]
    [InlineData(Relationship.Manager, Manager, null, true, null, null, "")]
    [InlineData(Relationship.Manager, 9, Subject, true, null, null, "")]
    [InlineData(Relationship.Peer, Subject, Manager, true, null, null, "OwnReviewer")]
    [InlineData(Relationship.Manager, Subject, Manager, true, null, null, "OwnReviewer")]
    [InlineData(Relationship.Peer, Colleague, Manager, false, null, null, "ReviewerGone")]
    [InlineData(Relationship.Peer, Manager, null, true, null, null, "IsTheManager")]
    [InlineData(Relationship.CrossTeam, Manager, null, true, null, null, "IsTheManager")]
    [InlineData(Relationship.Peer, Colleague, Subject, true, null, null, "IsAReport")]
    [InlineData(Relationship.CrossTeam, Colleague, Subject, true, null, null, "IsAReport")]
    [InlineData(Relationship.Report, Colleague, Manager, true, null, null, "NotAReport")]
    [InlineData(Relationship.Peer, Colleague, Manager, true, Relationship.CrossTeam, ReviewState.Submitted, "HasARole")]
    [InlineData(Relationship.Peer, Colleague, Manager, true, Relationship.Peer, ReviewState.Missed, "HasARole")]
    [InlineData(Relationship.Peer, Colleague, Manager, true, Relationship.Peer, ReviewState.Declined, "HasDeclined")]
    [InlineData(Relationship.Peer, Colleague, Manager, true, Relationship.Peer, ReviewState.Withdrawn, "RoleWithdrawn")]
    public void MayReview_ByRole_SaysWhyNot(Relationship group, int reviewer, int? reviewersManager, bool employed, Relationship? taken, ReviewState? state, string error)
    {
        var result = ReviewerRules.MayReview(new ReviewerCase(group, Subject, Manager, reviewer, reviewersManager, employed, taken, state));

        Assert.Equal(error, result.Failed ? result.Error.Code : "");
    }

    [Fact]
    public void MayReview_DelegateOfSomebodyElse_IsRefused() =>
        Assert.True(ReviewerRules.MayReview(new ReviewerCase(Relationship.Peer, Subject, Manager, Colleague, Manager, true, IsDelegate: true)).Error.Is(NominationErrors.IsDelegate));

    [Theory]
    [InlineData(0, 0, "GroupClosed")]
    [InlineData(8, 7, "")]
    [InlineData(8, 8, "GroupFull")]
    [InlineData(8, 9, "GroupFull")]
    public void HasRoom_ByMaximum_SaysWhyNot(int maximum, int there, string error)
    {
        var result = ReviewerRules.HasRoom(new GroupRule(Relationship.Peer, 0, maximum, Nominator.Employee), there);

        Assert.Equal(error, result.Failed ? result.Error.Code : "");
    }

    [Theory]
    [InlineData(Chooser.Employee, Nominator.Employee, true)]
    [InlineData(Chooser.Employee, Nominator.Manager, false)]
    [InlineData(Chooser.Employee, Nominator.Hr, false)]
    [InlineData(Chooser.Manager, Nominator.Employee, true)]
    [InlineData(Chooser.Manager, Nominator.Manager, true)]
    [InlineData(Chooser.Manager, Nominator.Hr, false)]
    [InlineData(Chooser.Hr, Nominator.Employee, true)]
    [InlineData(Chooser.Hr, Nominator.Manager, true)]
    [InlineData(Chooser.Hr, Nominator.Hr, true)]
    public void MayChoose_ByTheGroupsRule(Chooser chooser, Nominator nominator, bool may) =>
        Assert.Equal(may, ReviewerRules.MayChoose(chooser, new GroupRule(Relationship.Peer, 3, 8, nominator)).Succeeded);

    [Theory]
    [InlineData(CycleState.Running, PhaseState.Pending, false, true)]
    [InlineData(CycleState.Running, PhaseState.Open, true, true)]
    [InlineData(CycleState.Running, PhaseState.Closed, false, false)]
    [InlineData(CycleState.Running, null, false, true)]
    [InlineData(CycleState.Published, PhaseState.Open, false, false)]
    [InlineData(CycleState.Calibrating, PhaseState.Open, false, false)]
    [InlineData(CycleState.Released, PhaseState.Open, false, false)]
    public void Times_OfProposingAndAssigning(CycleState cycle, PhaseState? phase, bool propose, bool assign)
    {
        Assert.Equal(propose, ReviewerRules.TimeToPropose(cycle, phase).Succeeded);
        Assert.Equal(assign, ReviewerRules.TimeToAssign(cycle, phase).Succeeded);
    }
}
