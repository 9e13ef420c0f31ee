using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Tests.Cycles;

public sealed class CycleTests
{
    private static readonly DateTime Now = new(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);
    private static readonly Actor Hr = new(1, 7, "Helen", Roles.HR);

    public static TheoryData<CycleState, string, CycleState?> Transitions()
    {
        var allowed = new Dictionary<(CycleState, string), CycleState>
        {
            [(CycleState.Draft, "edit")] = CycleState.Draft,
            [(CycleState.Draft, "publish")] = CycleState.Published,
            [(CycleState.Published, "launch")] = CycleState.Running,
            [(CycleState.Running, "calibrate")] = CycleState.Calibrating,
            [(CycleState.Running, "release")] = CycleState.Released,
            [(CycleState.Calibrating, "release")] = CycleState.Released,
            [(CycleState.Released, "close")] = CycleState.Closed,
            [(CycleState.Draft, "cancel")] = CycleState.Cancelled,
            [(CycleState.Published, "cancel")] = CycleState.Cancelled,
            [(CycleState.Running, "cancel")] = CycleState.Cancelled,
            [(CycleState.Calibrating, "cancel")] = CycleState.Cancelled,
        };
        var data = new TheoryData<CycleState, string, CycleState?>();
        foreach (var state in Enum.GetValues<CycleState>())
        {
            foreach (var action in (string[])["edit", "publish", "launch", "calibrate", "release", "close", "cancel"])
            {
                data.Add(state, action, allowed.TryGetValue((state, action), out var to) ? to : null);
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(Transitions))]
    public void Cycle_EveryActionInEveryState_MovesOrNamesTheFault(CycleState from, string action, CycleState? to)
    {
        var cycle = CycleIn(from);

        var result = action switch
        {
            "edit" => cycle.ChooseReviewers(true, true, 4),
            "publish" => cycle.Publish(Hr, Now),
            "launch" => cycle.CompleteLaunch(Now),
            "calibrate" => cycle.OpenPhase(PhaseKind.Calibration, Hr, Now),
            "release" => cycle.Release(Hr, Now, inputsMissing: false),
            "close" => cycle.Close(),
            _ => cycle.Cancel("budget"),
        };

        Assert.Equal(to is not null, result.Succeeded);
        Assert.Equal(to ?? from, cycle.State);
        if (to is null && (from, action) != (CycleState.Calibrating, "calibrate"))
        {
            Assert.True(result.Error.Is(CycleErrors.WrongState));
        }
    }

    [Fact]
    public void Cancel_WithoutAReason_IsRefused() =>
        Assert.True(CycleIn(CycleState.Running).Cancel(" ").Error.Is(CycleErrors.ReasonMissing));

    [Fact]
    public void Release_WithMissingInputs_AsksForTheAcknowledgement()
    {
        var cycle = CycleIn(CycleState.Running);
        Assert.True(cycle.Release(Hr, Now, inputsMissing: true).Error.Is(CycleErrors.MissingNotAcknowledged));
        cycle.AcknowledgeMissing(Hr, Now);
        cycle.ClearMissingAcknowledgement();
        Assert.True(cycle.Release(Hr, Now, inputsMissing: true).Error.Is(CycleErrors.MissingNotAcknowledged));
        cycle.AcknowledgeMissing(Hr, Now);

        Assert.True(cycle.Release(Hr, Now, inputsMissing: true).Succeeded);
        Assert.Equal(PhaseState.Open, cycle.Phase(PhaseKind.Release)!.State);
    }

    [Fact]
    public void Release_WhileReviewsAreWritten_IsRefused()
    {
        var cycle = CycleIn(CycleState.Running);
        cycle.OpenPhase(PhaseKind.PeerReview, Hr, Now, Now.AddDays(1));

        Assert.True(cycle.Release(Hr, Now, inputsMissing: false).Error.Is(CycleErrors.PhaseStillOpen));
        Assert.True(cycle.OpenPhase(PhaseKind.Calibration, Hr, Now).Error.Is(CycleErrors.PhaseStillOpen));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Threshold_UnderThree_IsRefused(int threshold, bool accepted) =>
        Assert.Equal(accepted, new Cycle("c").ChooseReviewers(true, true, threshold).Succeeded);

    [Fact]
    public void Publish_OfAnEmptyDraft_NamesEverythingThatLacks() =>
        Assert.Equal(["TemplateMissing", "PhaseMissing", "PhaseMissing", "PhaseMissing"], new Cycle("c").Publish(Hr, Now).Errors.Select(f => f.Code));

    [Fact]
    public void Phase_OpenedAgainAfterItsTime_NeedsANewClosing()
    {
        var cycle = CycleIn(CycleState.Running);
        Assert.True(cycle.OpenPhase(PhaseKind.SelfReview, Hr, Now.AddDays(60)).Error.Is(CycleErrors.PhaseOver));
        Assert.True(cycle.OpenPhase(PhaseKind.SelfReview, Hr, Now.AddDays(60), Now.AddDays(62)).Succeeded);
        Assert.True(cycle.OpenPhase(PhaseKind.SelfReview, Hr, Now.AddDays(60)).Error.Is(CycleErrors.PhaseAlreadyOpen));
        Assert.True(cycle.ClosePhase(PhaseKind.SelfReview, Hr, Now.AddDays(61)).Succeeded);
        Assert.True(cycle.ClosePhase(PhaseKind.SelfReview, Hr, Now.AddDays(61)).Error.Is(CycleErrors.PhaseNotOpen));
        Assert.True(cycle.OpenPhase(PhaseKind.Release, Hr, Now).Error.Is(CycleErrors.PhaseNotByHand));
        Assert.True(cycle.OpenPhase(PhaseKind.Nomination, Hr, Now).Error.Is(CycleErrors.PhaseMissing));
    }

    [Fact]
    public void DueMoves_LateAndTwice_OpensAndClosesEachOnce()
    {
        var cycle = CycleIn(CycleState.Running);
        var late = cycle.Phase(PhaseKind.ManagerReview)!.ClosesAt.AddMinutes(-1).AddHours(1);
        foreach (var (kind, open) in cycle.DueMoves(late).Where(m => m.Kind != PhaseKind.Calibration))
        {
            var moved = open ? cycle.OpenPhase(kind, Actor.System("t"), late) : cycle.ClosePhase(kind, Actor.System("t"), late);
            Assert.True(moved.Succeeded, $"{kind} {open}");
        }

        Assert.All(PhaseRules.Rating, k => Assert.Equal(PhaseState.Closed, cycle.Phase(k)!.State));
        Assert.DoesNotContain(cycle.DueMoves(late), m => m.Kind != PhaseKind.Calibration);
    }

    [Fact]
    public void Calendar_OutOfOrder_IsRefusedWithTheRule()
    {
        var cycle = new Cycle("c");
        PhaseDates[] calendar =
        [
            new(PhaseKind.SelfReview, Now, Now.AddDays(5)),
            new(PhaseKind.ManagerReview, Now, Now.AddDays(4)),
            new(PhaseKind.Release, Now.AddDays(3), Now.AddDays(6)),
        ];

        var codes = cycle.SetCalendar(calendar).Errors.Select(e => e.Code).ToList();

        Assert.Contains("ClosesTooEarly", codes);
        Assert.Contains("OpensTooEarly", codes);
        Assert.Empty(cycle.Phases);
    }

    [Fact]
    public void Calendar_SelfAndPeersAtOnce_IsFine() =>
        Assert.Empty(PhaseRules.Check([new(PhaseKind.SelfReview, Now, Now.AddDays(5)), new(PhaseKind.PeerReview, Now, Now.AddDays(5))]));

    [Theory]
    [InlineData(Roles.HR, 7, 8, true)]
    [InlineData(Roles.HR, 7, 7, false)]
    [InlineData(Roles.Administrator, 1, 8, false)]
    [InlineData(Roles.Employee, 7, 8, false)]
    public void Actuals_AreForHrButNeverForOneself(Roles roles, int actor, int subject, bool allowed) =>
        Assert.Equal(allowed, CycleAccess.CanEnterActual(new Actor(1, actor, "x", roles), subject, ownsIndicator: false));

    [Theory]
    [InlineData(CycleState.Draft, PhaseKind.SelfReview, "WrongState")]
    [InlineData(CycleState.Published, PhaseKind.SelfReview, null)]
    [InlineData(CycleState.Running, PhaseKind.SelfReview, null)]
    [InlineData(CycleState.Running, PhaseKind.Release, null)]
    [InlineData(CycleState.Running, PhaseKind.Publish, "PhaseClosed")]
    [InlineData(CycleState.Running, PhaseKind.Nomination, "PhaseMissing")]
    [InlineData(CycleState.Calibrating, PhaseKind.Close, null)]
    [InlineData(CycleState.Released, PhaseKind.SelfReview, "WrongState")]
    [InlineData(CycleState.Released, PhaseKind.Close, null)]
    [InlineData(CycleState.Closed, PhaseKind.Close, "WrongState")]
    [InlineData(CycleState.Cancelled, PhaseKind.Close, "WrongState")]
    public void Reschedule_InEveryState_MovesOrNamesTheFault(CycleState state, PhaseKind kind, string? fault)
    {
        var cycle = CycleIn(state);
        var phase = cycle.Phase(kind);
        var (opens, closes) = (phase?.OpensAt ?? Now, (phase?.ClosesAt ?? Now).AddMinutes(1));
        var early = new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc);

        // the order of the calendar leaves no room behind the self review
        var result = cycle.ReschedulePhase(kind, opens, kind == PhaseKind.SelfReview ? phase!.ClosesAt.AddMinutes(-1) : closes, "moved", early);

        Assert.Equal(fault, result.Failed ? result.Error.Code : null);
        if (fault is null)
        {
            Assert.NotEqual(closes.AddMinutes(-1), cycle.Phase(kind)!.ClosesAt);
        }
    }

    // self review 20th to 23rd; what follows it is moved two days on, to leave room
    [Theory]
    [InlineData(PhaseKind.SelfReview, 0, 1, "ok", false, null)]
    [InlineData(PhaseKind.SelfReview, 0, 1, " ", false, "ReasonMissing")]
    [InlineData(PhaseKind.SelfReview, 0, 1, "ok", true, null)]
    [InlineData(PhaseKind.SelfReview, 1, 1, "ok", true, "PhaseAlreadyOpen")]
    [InlineData(PhaseKind.SelfReview, 0, -40, "ok", false, "PhaseOver,PhaseReversed")]
    [InlineData(PhaseKind.SelfReview, -60, 0, "ok", false, "OpensTooEarly")]
    [InlineData(PhaseKind.SelfReview, 0, 30, "ok", false, "OpensTooEarly,OpensTooEarly,ClosesTooEarly")]
    [InlineData(PhaseKind.Release, -20, 0, "ok", false, "OpensTooEarly,OpensTooEarly,OpensTooEarly,OpensTooEarly,OpensTooEarly")]
    public void Reschedule_ByDays_KeepsTheOrderOfTheCalendar(PhaseKind kind, int opensLater, int closesLater, string reason, bool open, string? faults)
    {
        var cycle = CycleIn(CycleState.Running);
        var phase = cycle.Phase(kind)!;
        var now = phase.OpensAt.AddHours(1);
        var manager = cycle.Phase(PhaseKind.ManagerReview)!;
        manager.Reschedule(manager.OpensAt, manager.ClosesAt.AddDays(2));
        foreach (var later in cycle.Phases.Where(p => p.Kind is PhaseKind.Calibration or PhaseKind.Release or PhaseKind.Close))
        {
            later.Reschedule(later.OpensAt.AddDays(2), later.ClosesAt.AddDays(3));
        }

        if (open)
        {
            Assert.True(cycle.OpenPhase(kind, Hr, now).Succeeded);
        }

        var (opens, closes) = (phase.OpensAt, phase.ClosesAt);
        var result = cycle.ReschedulePhase(kind, opens.AddDays(opensLater), closes.AddDays(closesLater), reason, now);

        Assert.Equal(faults ?? "", string.Join(",", result.Errors.Select(e => e.Code)));
        Assert.Equal(
            faults is null ? (opens.AddDays(opensLater), closes.AddDays(closesLater)) : (opens, closes),
            (phase.OpensAt, phase.ClosesAt));
    }

    [Fact]
    public void Reschedule_OfAPhase_IsNotHeldUpByOthersOutOfOrder()
    {
        var cycle = CycleIn(CycleState.Running);
        // opened again by hand until after the release
        Assert.True(cycle.OpenPhase(PhaseKind.DataCollection, Hr, Now, cycle.Phase(PhaseKind.Release)!.OpensAt.AddDays(1)).Succeeded);
        var self = cycle.Phase(PhaseKind.SelfReview)!;

        Assert.True(cycle.ReschedulePhase(PhaseKind.SelfReview, self.OpensAt, self.ClosesAt.AddHours(-1), "sooner", Now.AddDays(-20)).Succeeded);
        Assert.Contains(
            cycle.ReschedulePhase(PhaseKind.DataCollection, cycle.Phase(PhaseKind.DataCollection)!.OpensAt, cycle.Phase(PhaseKind.DataCollection)!.ClosesAt, "stay", Now).Errors,
            e => e.Is(CycleErrors.OpensTooEarly));
    }

    private static Cycle CycleIn(CycleState state)
    {
        var cycle = new Cycle("Cycle");
        var (start, end) = (new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30));
        Assert.True(cycle.EditBasics("Cycle", PeriodKind.Month, start, end, "UTC").Succeeded);
        cycle.ChooseTemplate(1);
        Assert.True(cycle.SetCalendar(CalendarPreset.MonthlyPdca(start, end, TimeZoneInfo.Utc)).Succeeded);
        Func<Result>[] steps =
        [
            () => cycle.Publish(Hr, Now),
            () => cycle.CompleteLaunch(Now),
            () => cycle.OpenPhase(PhaseKind.Calibration, Hr, Now),
            () => cycle.Release(Hr, Now, false),
            () => cycle.Close(),
        ];
        if (state == CycleState.Cancelled)
        {
            cycle.Cancel("test");
        }
        else
        {
            Assert.All(steps.Take((int)state), step => Assert.True(step().Succeeded));
        }

        Assert.Equal(state, cycle.State);
        return cycle;
    }
}
