using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Goals;

/// <summary>Who may do what with goals, objectives and key results.</summary>
public static class GoalAccess
{
    /// <summary>
    /// Which side of the agreement the actor stands on; null for none. HR stands in only where the snapshot has no manager,
    /// and never on their own case, so that nobody confirms for both.
    /// </summary>
    public static GoalSide? SideOf(Actor actor, int employeeId, int? managerId) =>
        actor.EmployeeId == employeeId ? GoalSide.Employee
        : managerId is null ? actor.IsHrFor(employeeId) ? GoalSide.Manager : null
        : actor.EmployeeId == managerId ? GoalSide.Manager
        : null;

    /// <summary>The two sides and HR.</summary>
    public static bool CanView(Actor actor, int employeeId, int? managerId) =>
        SideOf(actor, employeeId, managerId) is not null || actor.IsHrFor(employeeId);

    /// <summary>A cycle's sheets as a list.</summary>
    public static bool CanOverlook(Actor actor) => actor.IsHr;

    /// <summary>A sheet whose phase is over.</summary>
    public static bool CanReopenAfterPhase(Actor actor, int employeeId) => actor.IsHrFor(employeeId);

    /// <summary>HR, or who leads people of that department.</summary>
    /// <param name="leadsThere">Whether somebody in the department reports to the actor.</param>
    public static bool CanManageObjectives(Actor actor, bool leadsThere) => actor.IsHr || (actor.EmployeeId is not null && leadsThere);

    /// <summary>The owner of a key result, or who manages its objective.</summary>
    public static bool CanCheckIn(Actor actor, int ownerId, bool managesObjective) => actor.EmployeeId == ownerId || managesObjective;

    /// <summary>
    /// Who may say that a key result's value is a participant's actual value: the participant's manager of the snapshot, or
    /// HR; never the participant.
    /// </summary>
    public static bool CanFeed(Actor actor, int employeeId, int? managerId) =>
        actor.EmployeeId != employeeId && (actor.IsHrFor(employeeId) || (managerId is not null && actor.EmployeeId == managerId));
}

/// <summary>When a sheet can be worked on.</summary>
public static class GoalWindow
{
    public static bool IsOpen(CycleState cycle, PhaseState? phase, bool openAfterPhase) =>
        cycle is CycleState.Running or CycleState.Calibrating && (phase == PhaseState.Open || (openAfterPhase && phase is not null));

    /// <summary>Whether HR may open a single sheet: the phase is over and the results are not out.</summary>
    public static bool CanReopenOne(CycleState cycle, PhaseState? phase) =>
        cycle is CycleState.Running or CycleState.Calibrating && phase == PhaseState.Closed;
}
