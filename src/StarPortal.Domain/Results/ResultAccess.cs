using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Results;

/// <summary>As what somebody reads a participant's result.</summary>
public enum ResultReader
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>It is their own.</summary>
    Participant,

    /// <summary>The participant's manager in this cycle.</summary>
    Manager,

    /// <summary>HR; every look is written to the audit trail.</summary>
    Hr,
}

/// <summary>Everything that decides who may read one result.</summary>
/// <param name="EmployeeId">The person whose result it is.</param>
/// <param name="ManagerId">Their manager as of launch.</param>
public sealed record ResultScene(int EmployeeId, int? ManagerId, ParticipantState Participant, CycleState Cycle)
{
    public bool IsReleased => Cycle is CycleState.Released or CycleState.Closed;
}

/// <summary>Who may compute, release and read results (domain.md, "Who sees what").</summary>
public static class ResultAccess
{
    /// <summary>Compute, acknowledge what is missing, release.</summary>
    public static bool CanManage(Actor actor) => actor.IsHr;

    /// <summary>
    /// Participant and manager read from release on. HR reads before, but neither their own nor, being bound by a
    /// manager's blindness, their own reports'. Administrators and everybody else read nothing.
    /// </summary>
    public static ResultReader ReaderOf(Actor actor, ResultScene scene)
    {
        if (scene.Participant == ParticipantState.Withdrawn)
        {
            return ResultReader.None;
        }

        if (actor.EmployeeId is { } me && (me == scene.EmployeeId || me == scene.ManagerId))
        {
            return !scene.IsReleased ? ResultReader.None : me == scene.EmployeeId ? ResultReader.Participant : ResultReader.Manager;
        }

        var readable = scene.IsReleased || scene.Cycle is CycleState.Running or CycleState.Calibrating;
        return actor.IsHrFor(scene.EmployeeId) && readable ? ResultReader.Hr : ResultReader.None;
    }
}
