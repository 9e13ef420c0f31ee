using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;

namespace StarPortal.Domain.Tests.Cycles;

public sealed class ParticipantChangeTests
{
    private const int Person = 7;
    private const int Manager = 8;
    private static readonly DateTime Now = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);
    private static readonly Actor Hr = new(1, 50, "Helen", Roles.HR);
    private static readonly OrganisationPlace Place = new(1, "Operations", "/1/", "Clerk", "P2");

    public static TheoryData<ParticipantState, string, ParticipantState?> Moves()
    {
        var allowed = new Dictionary<(ParticipantState, string), ParticipantState>
        {
            [(ParticipantState.Active, "leave")] = ParticipantState.Leaver,
            [(ParticipantState.Active, "withdraw")] = ParticipantState.Withdrawn,
            [(ParticipantState.Active, "transfer")] = ParticipantState.Active,
            [(ParticipantState.Active, "manager")] = ParticipantState.Active,
            [(ParticipantState.Leaver, "return")] = ParticipantState.Active,
            [(ParticipantState.Leaver, "withdraw")] = ParticipantState.Withdrawn,
            [(ParticipantState.Leaver, "transfer")] = ParticipantState.Leaver,
            [(ParticipantState.Leaver, "manager")] = ParticipantState.Leaver,
            [(ParticipantState.Withdrawn, "restore")] = ParticipantState.Active,
        };
        var data = new TheoryData<ParticipantState, string, ParticipantState?>();
        foreach (var state in Enum.GetValues<ParticipantState>())
        {
            foreach (var action in (string[])["leave", "return", "withdraw", "restore", "transfer", "manager"])
            {
                data.Add(state, action, allowed.TryGetValue((state, action), out var to) ? to : null);
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(Moves))]
    public void Participant_EveryChangeInEveryState_HappensOrNamesTheFault(ParticipantState from, string action, ParticipantState? to)
    {
        var participant = In(from);

        var result = Do(participant, action, Hr, "a reason");

        Assert.Equal(to is not null, result.Succeeded);
        Assert.Equal(to ?? from, participant.State);
    }

    [Theory]
    [InlineData("leave")]
    [InlineData("withdraw")]
    [InlineData("transfer")]
    [InlineData("manager")]
    public void Participant_WithoutReasonOrOnOwnCase_StaysAsItIs(string action)
    {
        foreach (var (actor, reason, error) in new[]
        {
            (Hr, " ", CycleErrors.ReasonMissing),
            (Hr with { EmployeeId = Person }, "a reason", CycleErrors.OwnCase),
            (Hr with { EmployeeId = Manager }, "a reason", CycleErrors.OwnCase),
            (Hr with { Roles = Roles.Administrator }, "a reason", CycleErrors.OwnCase),
        })
        {
            var participant = In(ParticipantState.Active);
            Assert.Equal(error, Do(participant, action, actor, reason).Error);
            Assert.Equal((ParticipantState.Active, Manager, Place), (participant.State, participant.ManagerId!.Value, participant.CurrentPlace));
        }
    }

    [Fact]
    public void Restore_OfALeaver_IsALeaverAgain()
    {
        var participant = In(ParticipantState.Leaver);
        Assert.True(participant.Withdraw("gone", Hr).Succeeded);

        Assert.True(participant.Restore("back", Hr).Succeeded);

        Assert.Equal((ParticipantState.Leaver, new DateOnly(2026, 11, 19)), (participant.State, participant.LeftOn!.Value));
    }

    public static TheoryData<ParticipantChangeKind, CycleState, bool> States()
    {
        var data = new TheoryData<ParticipantChangeKind, CycleState, bool>();
        foreach (var kind in Enum.GetValues<ParticipantChangeKind>())
        {
            foreach (var state in Enum.GetValues<CycleState>())
            {
                var last = kind switch
                {
                    ParticipantChangeKind.Joined or ParticipantChangeKind.HandOverPlanned => CycleState.Running,
                    ParticipantChangeKind.Transferred or ParticipantChangeKind.Withdrawn or ParticipantChangeKind.Restored => CycleState.Calibrating,
                    _ => CycleState.Released,
                };
                data.Add(kind, state, state >= CycleState.Running && state <= last);
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(States))]
    public void Rules_EveryChangeInEveryCycleState_AreFixedByRelease(ParticipantChangeKind kind, CycleState state, bool allowed) =>
        Assert.Equal(allowed, ParticipantChangeRules.Check(kind, state).Succeeded);

    [Fact]
    public void HandOver_IsCarriedOutOnceAndNotAfterBeingCalledOff()
    {
        var participant = In(ParticipantState.Active);
        var plan = ManagerChange.Plan(participant, 9, Now.AddDays(2), Now.AddDays(5), "new team", Hr, Now).Value;
        var schedule = Actor.System("Schedule");

        Assert.True(plan.CarryOut(participant, null, schedule, Now.AddDays(2)).Succeeded);
        Assert.Equal(CycleErrors.HandOverNotPlanned, plan.CarryOut(participant, null, schedule, Now.AddDays(2)).Error);
        Assert.Equal(CycleErrors.HandOverNotPlanned, plan.Cancel().Error);
        Assert.Equal((9, ManagerChangeState.Done), (participant.ManagerId!.Value, plan.State));
    }

    [Theory]
    [InlineData(-1, 5, "CutOffPast")]
    [InlineData(6, 5, "CutOffTooLate")]
    public void HandOver_CutOffOutsideTheReviews_IsRefused(int cutOff, int end, string code) =>
        Assert.Equal(code, ManagerChange.Plan(In(ParticipantState.Active), 9, Now.AddDays(cutOff), Now.AddDays(end), "new team", Hr, Now).Error.Code);

    [Theory]
    [InlineData("2026-11-20T09:00", 1, "2026-11-23T18:00")] // a Friday: the weekend does not count
    [InlineData("2026-11-20T09:00", 5, "2026-11-27T18:00")]
    [InlineData("2026-11-22T23:00", 2, "2026-11-24T18:00")]
    public void OwnEnd_CountsWholeWorkingDays(string now, int days, string expected)
    {
        var start = DateTime.SpecifyKind(DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);

        Assert.Equal(DateTime.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), OwnEnd.After(start, days, TimeZoneInfo.Utc, StarPortal.Domain.Calendar.WorkCalendar.Weekdays));
    }

    private static Result Do(Participant participant, string action, Actor actor, string reason) => action switch
    {
        "leave" => participant.MarkLeaver(new DateOnly(2026, 11, 19), reason, actor),
        "return" => participant.MarkReturned(reason, actor),
        "withdraw" => participant.Withdraw(reason, actor),
        "restore" => participant.Restore(reason, actor),
        "transfer" => participant.Transfer(Place with { Level = "P3" }, reason, actor),
        _ => participant.ChangeManager(9, reason, actor),
    };

    private static Participant In(ParticipantState state)
    {
        var employee = new Employee("E1", new EmployeeDetails("Ann", "ann@example.org", 1, ManagerId: Manager));
        typeof(Employee).GetProperty(nameof(Employee.Id))!.SetValue(employee, Person);
        var participant = Participant.Join(1, employee, Place, "late", Hr, Now).Value;
        if (state != ParticipantState.Active)
        {
            Assert.True(Do(participant, state == ParticipantState.Leaver ? "leave" : "withdraw", Hr, "a reason").Succeeded);
        }

        return participant;
    }
}
