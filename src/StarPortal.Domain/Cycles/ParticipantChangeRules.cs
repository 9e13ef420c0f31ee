namespace StarPortal.Domain.Cycles;

/// <summary>What can happen to a participant while a cycle runs.</summary>
public enum ParticipantChangeKind
{
    /// <summary>The manager review was handed over to another manager.</summary>
    ManagerChanged,

    /// <summary>The hand-over waits for its cut-off.</summary>
    HandOverPlanned,

    HandOverCancelled,
    Joined,
    Left,
    Returned,
    Transferred,
    Withdrawn,
    Restored,

    /// <summary>HR saw that the organisation says something else, and left the cycle as it is.</summary>
    LeftAsIs,
}

/// <summary>Who may change what about participants, and when.</summary>
public static class ParticipantChangeRules
{
    /// <summary>Characters that a reason may have.</summary>
    public const int ReasonLimit = 1_000;

    /// <summary>
    /// HR, never for oneself; and whoever manages the participant, or is about to, is no neutral party to it: another person of HR decides.
    /// A planned hand-over is carried out by the program.
    /// </summary>
    public static bool CanChange(Actor actor, int employeeId, int? managerId) =>
        actor.IsSystem || (actor.IsHrFor(employeeId) && (managerId is not { } manager || actor.EmployeeId != manager));

    /// <summary>
    /// Whether the cycle's state allows the change. Who reviews whom and in which department somebody counts is fixed by
    /// release: the figures of a department before and after would show by subtraction what the person got. Who leads or
    /// has left may still be put right.
    /// </summary>
    public static Result Check(ParticipantChangeKind kind, CycleState state)
    {
        var allowed = kind switch
        {
            // reviews are written only while the cycle runs
            ParticipantChangeKind.Joined or ParticipantChangeKind.HandOverPlanned => state == CycleState.Running,
            ParticipantChangeKind.Transferred or ParticipantChangeKind.Withdrawn or ParticipantChangeKind.Restored => state is CycleState.Running or CycleState.Calibrating,
            _ => state is CycleState.Running or CycleState.Calibrating or CycleState.Released,
        };
        return allowed ? Result.Ok : CycleErrors.WrongState.With(state);
    }

    /// <summary>Null when the reason will do.</summary>
    public static Error? ReasonFault(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? CycleErrors.ReasonMissing
        : reason.Trim().Length > ReasonLimit ? CycleErrors.ReasonTooLong.With(ReasonLimit)
        : null;
}
