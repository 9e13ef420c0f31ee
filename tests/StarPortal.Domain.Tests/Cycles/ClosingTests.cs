using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Tests.Cycles;

public sealed class ClosingTests
{
    private static readonly DateTime Now = new(2026, 10, 5, 10, 0, 0, DateTimeKind.Utc);
    private static readonly Actor Asker = new(1, 11, "Asker", Roles.HR);

    [Theory]
    // the same account, another account of the same person, others
    [InlineData(1, 11, false)]
    [InlineData(5, 11, false)]
    [InlineData(2, 12, true)]
    [InlineData(2, null, true)]
    public void Approve_ByWhom_IsAnotherPerson(int account, int? employee, bool accepted)
    {
        var reopening = new CycleReopening(7, 8, "wrong target", Asker, Now);

        var signed = reopening.Approve(new Actor(account, employee, "Somebody", Roles.HR), Now);

        Assert.Equal(accepted, signed.Succeeded);
        Assert.Equal(CycleReopeningState.Requested, reopening.State);
    }

    [Fact]
    public void Approve_ByTwoOthers_IsApprovedAndDecided()
    {
        var reopening = new CycleReopening(7, 8, "wrong target", Asker, Now);
        var (second, third) = (new Actor(2, 12, "Second", Roles.HR), new Actor(3, 13, "Third", Roles.HR));
        Assert.True(reopening.Approve(second, Now).Succeeded);
        Assert.True(reopening.Approve(second, Now).Error.Is(ClosingErrors.OtherPersonNeeded));
        Assert.True(reopening.Approve(third, Now).Succeeded);

        Assert.Equal(CycleReopeningState.Approved, reopening.State);
        Assert.True(reopening.End("no", third, Now).Error.Is(ClosingErrors.ReopeningDecided));
    }

    [Fact]
    public void End_ByTheAskerOrAnother_IsWithdrawnOrRejected()
    {
        var (own, others) = (new CycleReopening(7, 8, "r", Asker, Now), new CycleReopening(7, 8, "r", Asker, Now));
        Assert.True(own.End("", Asker, Now).Error.Is(SharedErrors.ReasonRequired));
        Assert.True(own.End("mistake", Asker, Now).Succeeded);
        Assert.True(others.End("no need", new Actor(2, 12, "Second", Roles.HR), Now).Succeeded);

        Assert.Equal((CycleReopeningState.Withdrawn, CycleReopeningState.Rejected), (own.State, others.State));
    }

    [Fact]
    public void Counts_AddedUp_NameEveryNumberOnce()
    {
        var counts = ClosingCounts.Of(("Promoted", 2), ("Kept", 0)).Plus(ClosingCounts.Of(("Promoted", 3), ("Demoted", 1)));

        Assert.Equal("Demoted=1, Promoted=5", counts.ToString());
        Assert.Equal(0, counts["Kept"]);
    }

    [Fact]
    public void BeingClosed_LetsNothingChangeUntilItEnds()
    {
        var cycle = Released();
        Assert.True(cycle.BeginClosing(Now).Succeeded);
        Assert.True(cycle.BeginClosing(Now).Error.Is(ClosingErrors.BeingClosed));
        Assert.True(cycle.ReschedulePhase(PhaseKind.Close, Now.AddDays(1), Now.AddDays(2), "later", Now).Error.Is(ClosingErrors.BeingClosed));
        Assert.True(cycle.Close().Succeeded);
        Assert.True(cycle.BeginReopening(Now).Succeeded);
        Assert.True(cycle.BeginReopening(Now).Error.Is(ClosingErrors.BeingClosed));
        Assert.True(cycle.CompleteReopening(Now).Succeeded);

        Assert.Equal((CycleState.Released, null), (cycle.State, cycle.ClosingSince));
    }

    [Fact]
    public void IsClosingDue_AfterAReopening_WaitsForADateSetAnew()
    {
        var cycle = Released();
        Assert.False(cycle.IsClosingDue(Now.AddDays(-5)));
        Assert.True(cycle.IsClosingDue(Now));
        Assert.True(cycle.BeginClosing(Now).Succeeded);
        Assert.False(cycle.IsClosingDue(Now));
        Assert.True(cycle.Close().Succeeded);
        Assert.True(cycle.BeginReopening(Now).Succeeded);
        Assert.True(cycle.CompleteReopening(Now).Succeeded);
        Assert.False(cycle.IsClosingDue(Now));
        Assert.True(cycle.ReschedulePhase(PhaseKind.Close, Now.AddDays(3), Now.AddDays(4), "after the correction", Now).Succeeded);

        Assert.True(cycle.IsClosingDue(Now.AddDays(3)));
    }

    private static Cycle Released()
    {
        var cycle = new Cycle("September");
        Must(cycle.EditBasics("September", PeriodKind.Month, new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 30), "UTC"));
        Must(cycle.ChooseTemplate(1));
        Must(cycle.ChooseReviewers(false, false, 3));
        Must(cycle.SetCalendar([new PhaseDates(PhaseKind.Release, Now.AddDays(-10), Now.AddDays(-9)), new PhaseDates(PhaseKind.Close, Now.AddDays(-1), Now.AddDays(1))]));
        Must(cycle.Publish(Asker, Now.AddDays(-20)));
        Must(cycle.CompleteLaunch(Now.AddDays(-19)));
        Must(cycle.Release(Asker, Now.AddDays(-9), false));
        return cycle;

        static void Must(Result result) => Assert.True(result.Succeeded, string.Join(", ", result.Errors));
    }
}
