using StarPortal.Domain.Reviews;

namespace StarPortal.Domain.Tests.Reviews;

public sealed class NominationTests
{
    private static readonly DateTime Now = new(2026, 11, 16, 9, 0, 0, DateTimeKind.Utc);
    private static readonly Actor Employee = new(1, 11, "Emma", Roles.Employee);
    private static readonly Actor Manager = new(2, 12, "Mona", Roles.Employee);
    private static readonly Actor Hr = new(3, 13, "Helen", Roles.Employee | Roles.HR);

    [Theory]
    [InlineData(NominationState.Proposed, "", "", "")]
    [InlineData(NominationState.Approved, "NominationApproved", "NominationApproved", "NominationApproved")]
    [InlineData(NominationState.Rejected, "NominationRejected", "NominationRejected", "NominationRejected")]
    [InlineData(NominationState.Withdrawn, "NominationWithdrawn", "NominationWithdrawn", "NominationWithdrawn")]
    public void Deciding_InEachState_OnlyProposalsCanBeDecided(NominationState state, string approve, string reject, string withdraw)
    {
        Assert.Equal(approve, Code(A(state).Approve(Manager, Now)));
        Assert.Equal(reject, Code(A(state).Reject("Too busy.", Manager, Now)));
        Assert.Equal(withdraw, Code(A(state).Withdraw(Employee, Now)));
    }

    [Fact]
    public void Reject_WithoutReason_IsRefused()
    {
        var nomination = A(NominationState.Proposed);

        Assert.True(nomination.Reject(" ", Manager, Now).Error.Is(SharedErrors.ReasonRequired));
        Assert.True(nomination.Reject(new string('x', Review.ReasonLimit + 1), Manager, Now).Error.Is(ReviewErrors.ReasonTooLong));
        Assert.Equal(NominationState.Proposed, nomination.State);
    }

    [Fact]
    public void Withdraw_BySomebodyElse_IsNotAllowed() =>
        Assert.True(A(NominationState.Proposed).Withdraw(Manager, Now).Error.Is(SharedErrors.NotAllowed));

    [Theory]
    [InlineData(NominationState.Withdrawn, Chooser.Employee, "")]
    [InlineData(NominationState.Withdrawn, Chooser.Manager, "")]
    [InlineData(NominationState.Rejected, Chooser.Employee, "NominationRejected")]
    [InlineData(NominationState.Rejected, Chooser.Manager, "")]
    [InlineData(NominationState.Rejected, Chooser.Hr, "")]
    [InlineData(NominationState.Proposed, Chooser.Manager, "AlreadyProposed")]
    [InlineData(NominationState.Approved, Chooser.Hr, "AlreadyProposed")]
    public void ProposeAgain_ByStateAndChooser(NominationState state, Chooser chooser, string error)
    {
        var nomination = A(state);

        Assert.Equal(error, Code(nomination.ProposeAgain(Relationship.CrossTeam, chooser, Hr, Now)));
        if (error.Length == 0)
        {
            Assert.Equal((NominationState.Proposed, Relationship.CrossTeam, chooser, null, null), (nomination.State, nomination.Relationship, nomination.Chooser, nomination.Reason, nomination.DecidedAt));
        }
    }

    [Fact]
    public void DeciderOf_ManagerBeforeHrAndNeverOnesOwn()
    {
        Assert.Equal(Chooser.Manager, NominationAccess.DeciderOf(Manager, 11, 12));
        Assert.Equal(Chooser.Manager, NominationAccess.DeciderOf(Hr, 11, 13));
        Assert.Equal(Chooser.Hr, NominationAccess.DeciderOf(Hr, 11, 12));
        Assert.Null(NominationAccess.DeciderOf(Hr, 13, 12));
        Assert.Null(NominationAccess.DeciderOf(Hr, 13, 13));
        Assert.Null(NominationAccess.DeciderOf(Employee, 11, 12));
        Assert.Null(NominationAccess.DeciderOf(new Actor(4, null, "Adam", Roles.Administrator), 11, null));
    }

    private static Nomination A(NominationState state)
    {
        var nomination = new Nomination(new NominationOf(1, 2, 11, 14, Relationship.Peer), Chooser.Employee, Employee, Now);
        _ = state switch
        {
            NominationState.Approved => nomination.Approve(Manager, Now),
            NominationState.Rejected => nomination.Reject("Too busy.", Manager, Now),
            NominationState.Withdrawn => nomination.Withdraw(Employee, Now),
            _ => Result.Ok,
        };
        Assert.Equal(state, nomination.State);
        return nomination;
    }

    private static string Code(Result result) => result.Failed ? result.Error.Code : "";
}
