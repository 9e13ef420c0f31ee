using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Analytics;

public enum ReportKind
{
    /// <summary>The figures of the control room, while a cycle runs.</summary>
    Progress,

    /// <summary>A manager's own team.</summary>
    Team,

    /// <summary>A whole cycle, for management.</summary>
    Cycle,
}

/// <summary>Who reads which report.</summary>
/// <param name="LeadsTheLine">People report to the actor, who reports to nobody.</param>
/// <param name="HasTeam">In the cycle somebody not withdrawn had the actor as manager.</param>
public sealed record ReportPlace(CycleState Cycle, bool LeadsTheLine, bool HasTeam)
{
    public bool IsReleased => Cycle is CycleState.Released or CycleState.Closed;

    public bool IsRunning => Cycle is CycleState.Running or CycleState.Calibrating;
}

/// <summary>
/// Management is who approves for the whole company elsewhere too: the top of a reporting line, or a member of the committee.
/// An administrator reads no results.
/// </summary>
public static class ReportAccess
{
    /// <summary>Make schedules, and have reports of all people printed.</summary>
    public static bool CanManage(Actor actor) => actor.IsHr;

    public static bool CanRead(ReportKind kind, Actor actor, ReportPlace place) => kind switch
    {
        ReportKind.Progress => actor.IsHr && (place.IsRunning || place.IsReleased),
        ReportKind.Team => place.IsReleased && (actor.IsHr || (actor.EmployeeId is not null && place.HasTeam)),
        _ => place.IsReleased && (actor.IsHr || actor.IsCommittee || place.LeadsTheLine),
    };
}

public static class ReportErrors
{
    public static readonly Error NotFound = new("Analytics", "NotFound");
    public static readonly Error NobodyChosen = new("Analytics", "NobodyChosen");
    public static readonly Error TooMany = new("Analytics", "TooMany");
    public static readonly Error DayWrong = new("Analytics", "DayWrong");
    public static readonly Error MayNotRead = new("Analytics", "MayNotRead");
    public static readonly Error NothingToPrint = new("Analytics", "NothingToPrint");
}
