namespace StarPortal.Domain.Cycles;

/// <summary>Who may do what with cycles.</summary>
public static class CycleAccess
{
    /// <summary>Set up, publish, launch, cancel, and see everybody's progress.</summary>
    public static bool CanManage(Actor actor) => actor.IsHr;

    /// <summary>Open and close phases: HR by hand, the program by date.</summary>
    public static bool CanMovePhases(Actor actor) => actor.IsHr || actor.IsSystem;

    /// <summary>Enter or change a participant's value of one indicator: HR and those whom HR named for it, never for oneself.</summary>
    /// <param name="actor">Who wants to.</param>
    /// <param name="employeeId">Whose value it is.</param>
    /// <param name="ownsIndicator">HR named the actor a data owner of the indicator in this cycle.</param>
    public static bool CanEnterActual(Actor actor, int employeeId, bool ownsIndicator) =>
        (actor.IsHr || (ownsIndicator && actor.EmployeeId is not null)) && actor.EmployeeId != employeeId;

    /// <summary>Choose who reviews a person: HR, never for oneself. A draw by lot for everybody is no choice.</summary>
    public static bool CanPlanReviewers(Actor actor, int employeeId) => actor.IsHrFor(employeeId);

    /// <summary>Let the manager submit before the self review is in: HR, never for oneself nor for one's own review of somebody.</summary>
    public static bool CanUnlockManagerReview(Actor actor, int employeeId, int? managerId) =>
        actor.IsHrFor(employeeId) && (managerId is not { } manager || actor.EmployeeId != manager);

    /// <summary>Criteria, weights and calendar: HR always, everybody in the population once they are published.</summary>
    public static bool CanSeeCriteria(Actor actor, CycleState state, bool takesPart) =>
        actor.IsHr || (takesPart && state is not (CycleState.Draft or CycleState.Cancelled));
}
