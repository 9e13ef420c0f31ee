using StarPortal.Domain.Reviews;

namespace StarPortal.Domain.Tests.Reviews;

public sealed class DelegationTests
{
    private const int Delegator = 8;
    private const int Delegate = 30;
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly DelegationDays Week = new(Today, Today.AddDays(6));
    private static readonly DelegationScene Free = new([], Today, DelegateGone: false, DelegateSignsIn: true, CycleRunning: true);

    [Theory]
    [InlineData(Relationship.Peer, 7, 8, false, 20, null)]
    [InlineData(Relationship.Manager, 7, 8, false, 8, null)]
    [InlineData(Relationship.Self, 8, 20, false, 20, NotDelegated.Self)]
    [InlineData(Relationship.Peer, Delegate, 8, false, 20, NotDelegated.AboutDelegate)]
    [InlineData(Relationship.Report, 20, 8, false, 20, NotDelegated.AboutDelegatesManager)]
    [InlineData(Relationship.Peer, 7, Delegate, false, 20, NotDelegated.DelegateManages)]
    [InlineData(Relationship.CrossTeam, 7, 8, true, 20, NotDelegated.DelegateReviews)]
    [InlineData(Relationship.Peer, 7, null, false, null, null)]
    public void Review_IsHandedOver_UnlessTheDelegateMustNotJudge(Relationship relationship, int subject, int? manager, bool reviews, int? delegatesManager, NotDelegated? why) =>
        Assert.Equal(why, DelegationRules.WhyNot(Delegate, null, new DelegableReview(1, relationship, subject, manager, reviews, delegatesManager)));

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, NotDelegated.OtherCycle)]
    public void Review_OfAnotherCycle_Stays(int cycle, NotDelegated? why) =>
        Assert.Equal(why, DelegationRules.WhyNot(Delegate, 1, new DelegableReview(cycle, Relationship.Peer, 7, 8, false, 20)));

    [Fact]
    public void Proposal_WithNothingInTheWay_Stands() => Assert.Empty(Check(Week, Free));

    [Theory]
    [InlineData(0, -1, "DelegationDaysReversed")]
    [InlineData(-1, 3, "DelegationDaysPast")]
    [InlineData(0, 92, "DelegationDaysTooMany")]
    [InlineData(0, 91, null)]
    [InlineData(0, 0, null)]
    public void Proposal_OfImpossibleDays_IsRefused(int first, int last, string? code) =>
        Assert.Equal(code is null ? [] : [code], Check(new DelegationDays(Today.AddDays(first), Today.AddDays(last)), Free).Select(e => e.Code));

    [Fact]
    public void Proposal_ToOneselfOrSomebodyWhoCannot_IsRefused()
    {
        Assert.Contains(DelegationErrors.ToOneself, DelegationRules.Check(Delegator, Delegator, null, Week, "away", Free));
        Assert.Equal([DelegationErrors.Gone], Check(Week, Free with { DelegateGone = true }));
        Assert.Equal([DelegationErrors.NoAccount], Check(Week, Free with { DelegateSignsIn = false }));
        Assert.Equal([DelegationErrors.CycleOver], Check(Week, Free with { CycleRunning = false }));
        Assert.Equal([SharedErrors.ReasonRequired], DelegationRules.Check(Delegator, Delegate, null, Week, " ", Free));
    }

    [Theory]
    [InlineData(Delegator, 40, null, 0, "DelegationOverlaps")]
    [InlineData(Delegator, 40, 1, 0, "DelegationOverlaps")]
    [InlineData(Delegator, 40, 2, 0, null)] // another cycle
    [InlineData(Delegator, 40, null, 7, null)] // other days
    [InlineData(50, Delegator, null, 0, "DelegationStandsInAlready")] // passing it on
    [InlineData(Delegate, 60, null, 0, "DelegationDelegateIsAway")]
    [InlineData(70, Delegate, null, 0, null)] // one may stand in for two
    public void Proposal_CrossingAnother_IsRefused(int from, int to, int? cycle, int days, string? code)
    {
        var other = new Delegation(from, to, cycle, new DelegationDays(Week.First.AddDays(days), Week.Last.AddDays(days)), AReview.Now, AReview.Now.AddDays(9), "trip", AReview.Now);

        var errors = DelegationRules.Check(Delegator, Delegate, 1, Week, "away", Free with { Others = [other] });

        Assert.Equal(code is null ? [] : [code], errors.Select(e => e.Code));
    }

    [Fact]
    public void Delegation_IsAnsweredByTheOneAskedOnly_AndHoldsOnItsDays()
    {
        var delegation = Make();

        Assert.True(delegation.Accept(AReview.Person(Delegator), AReview.Now).Error.Is(DelegationErrors.NotAllowed));
        Assert.True(delegation.Accept(AReview.Person(50, Roles.HR), AReview.Now).Error.Is(DelegationErrors.NotAllowed));
        AReview.Ok(delegation.Accept(AReview.Person(Delegate), AReview.Now));
        Assert.True(delegation.Decline("no", AReview.Person(Delegate), AReview.Now).Error.Is(DelegationErrors.AlreadyAnswered));

        Assert.False(delegation.IsActive(delegation.StartsAt.AddTicks(-1)));
        Assert.True(delegation.IsActive(delegation.StartsAt));
        Assert.False(delegation.IsActive(delegation.EndsAt));
    }

    [Theory]
    [InlineData(Delegator, Roles.Employee, true)]
    [InlineData(Delegate, Roles.Employee, true)]
    [InlineData(50, Roles.HR, true)]
    [InlineData(50, Roles.Employee, false)]
    [InlineData(50, Roles.Administrator, false)]
    public void Delegation_IsEndedByEitherOrHr(int who, Roles roles, bool allowed)
    {
        var delegation = Make();

        Assert.Equal(allowed, delegation.End("back early", AReview.Person(who, roles), AReview.Now).Succeeded);
        Assert.Equal(allowed ? DelegationState.Ended : DelegationState.Proposed, delegation.State);
        Assert.True(delegation.End("again", AReview.Person(Delegator), delegation.EndsAt).Failed);
    }

    private static Delegation Make() => new(Delegator, Delegate, null, Week, AReview.Now, AReview.Now.AddDays(7), "trip", AReview.Now);

    private static IReadOnlyList<Error> Check(DelegationDays days, DelegationScene scene) => DelegationRules.Check(Delegator, Delegate, null, days, "away", scene);
}
