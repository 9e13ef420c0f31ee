using StarPortal.Domain.Analytics;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;

namespace StarPortal.Domain.Tests.Analytics;

public sealed class ReportScheduleTests
{
    private static readonly Actor hr = new(1, 7, "Helen", Roles.Employee | Roles.HR);

    [Theory]
    [InlineData(ReportOccasion.Monthly, 5, "2026-11-22", "2026-11-05")]
    [InlineData(ReportOccasion.Monthly, 22, "2026-11-22", "2026-11-22")]
    [InlineData(ReportOccasion.Monthly, 25, "2026-11-22", "2026-10-25")]
    [InlineData(ReportOccasion.Monthly, 28, "2027-01-03", "2026-12-28")]
    // 22 November 2026 is a Sunday
    [InlineData(ReportOccasion.Weekly, 7, "2026-11-22", "2026-11-22")]
    [InlineData(ReportOccasion.Weekly, 1, "2026-11-22", "2026-11-16")]
    [InlineData(ReportOccasion.Weekly, 1, "2026-11-23", "2026-11-23")]
    [InlineData(ReportOccasion.AfterClose, 0, "2026-11-22", null)]
    public void LatestDue_IsTheLastDayThatHasCome(ReportOccasion occasion, int day, string today, string? due) =>
        Assert.Equal(due is null ? null : DateOnly.Parse(due, null), new ReportTiming(occasion, day).LatestDue(DateOnly.Parse(today, null)));

    [Fact]
    public void Make_WithFaults_SaysThemAllAtOnce()
    {
        var made = ReportSchedule.Make(ReportKind.Team, new ReportTiming(ReportOccasion.Monthly, 31), PaperSize.A4, [], hr, DateTime.UnixEpoch);

        Assert.Equal(["DayWrong", "NobodyChosen"], made.Errors.Select(e => e.Code));
        Assert.True(ReportSchedule.Make(ReportKind.Team, new ReportTiming(ReportOccasion.AfterClose, 0), PaperSize.A4, [3, 3], hr with { Roles = Roles.Employee }, DateTime.UnixEpoch).Error.Is(SharedErrors.NotAllowed));
        Assert.Equal([2, 3], ReportSchedule.Make(ReportKind.Team, new ReportTiming(ReportOccasion.AfterClose, 0), PaperSize.A4, [3, 2, 3], hr, DateTime.UnixEpoch).Value.Recipients);
    }

    [Theory]
    // kind, state, roles, leads, team, may read
    [InlineData(ReportKind.Cycle, CycleState.Closed, Roles.HR, false, false, true)]
    [InlineData(ReportKind.Cycle, CycleState.Closed, Roles.Committee, false, false, true)]
    [InlineData(ReportKind.Cycle, CycleState.Closed, Roles.Employee, true, false, true)]
    [InlineData(ReportKind.Cycle, CycleState.Closed, Roles.Employee, false, true, false)]
    [InlineData(ReportKind.Cycle, CycleState.Closed, Roles.Administrator, false, false, false)]
    [InlineData(ReportKind.Cycle, CycleState.Running, Roles.HR, true, true, false)]
    [InlineData(ReportKind.Team, CycleState.Released, Roles.Employee, false, true, true)]
    [InlineData(ReportKind.Team, CycleState.Released, Roles.Employee, true, false, false)]
    [InlineData(ReportKind.Team, CycleState.Calibrating, Roles.Employee, false, true, false)]
    [InlineData(ReportKind.Team, CycleState.Released, Roles.Administrator, false, false, false)]
    [InlineData(ReportKind.Progress, CycleState.Running, Roles.HR, false, false, true)]
    [InlineData(ReportKind.Progress, CycleState.Running, Roles.Committee, true, true, false)]
    [InlineData(ReportKind.Progress, CycleState.Draft, Roles.HR, false, false, false)]
    public void CanRead_FollowsRoleLineAndState(ReportKind kind, CycleState state, Roles roles, bool leads, bool team, bool expected) =>
        Assert.Equal(expected, ReportAccess.CanRead(kind, new Actor(1, 7, "x", roles), new ReportPlace(state, leads, team)));
}
