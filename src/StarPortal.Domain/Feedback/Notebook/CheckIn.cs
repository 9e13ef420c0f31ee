using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Feedback;

/// <summary>How a person stands at half-time, in a manager's view. No score.</summary>
public enum CheckInStatus
{
    OnTrack,
    AtRisk,
    OffTrack,
}

/// <param name="Status">Null until one is chosen.</param>
public sealed record CheckInContent(CheckInStatus? Status, string Progress, string NextSteps);

/// <summary>A manager's mid-term check of a participant. Shared, it is never changed; a later one stands beside it.</summary>
public sealed class CheckIn : IVersioned
{
    public const int LongestText = 3000;
    public const int LongestComment = 2000;

    private CheckIn()
    {
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public int ParticipantId { get; private set; }

    /// <summary>The participant's employee.</summary>
    public int EmployeeId { get; private set; }

    /// <summary>The manager who wrote it.</summary>
    public int AuthorId { get; private set; }

    public CheckInStatus Status { get; private set; }

    public string Progress { get; private set; } = "";

    public string NextSteps { get; private set; } = "";

    public DateTime SharedAt { get; private set; }

    /// <summary>When the employee confirmed having read it, which is not agreeing.</summary>
    public DateTime? ReadAt { get; private set; }

    /// <summary>The employee's own words; empty for none.</summary>
    public string Comment { get; private set; } = "";

    public int Version { get; private set; }

    public static Result<CheckIn> Share(int cycleId, int participantId, int employeeId, int authorId, CheckInContent content, DateTime now)
    {
        var faults = Check(content).ToList();
        return faults.Count > 0
            ? Result<CheckIn>.Fail(faults)
            : new CheckIn
            {
                CycleId = cycleId,
                ParticipantId = participantId,
                EmployeeId = employeeId,
                AuthorId = authorId,
                Status = content.Status!.Value,
                Progress = content.Progress.Trim(),
                NextSteps = content.NextSteps.Trim(),
                SharedAt = now,
            };
    }

    /// <summary>The employee has read it and may say something to it, once.</summary>
    public Result Confirm(string comment, DateTime now)
    {
        if (ReadAt is not null)
        {
            return NoteErrors.AlreadyConfirmed;
        }

        if (comment.Trim().Length > LongestComment)
        {
            return NoteErrors.NoteTooLong.With(LongestComment);
        }

        (ReadAt, Comment) = (now, comment.Trim());
        return Result.Ok;
    }

    private static IEnumerable<Error> Check(CheckInContent content)
    {
        if (content.Status is null)
        {
            yield return NoteErrors.StatusMissing;
        }

        if (string.IsNullOrWhiteSpace(content.Progress))
        {
            yield return NoteErrors.ProgressMissing;
        }

        if (string.IsNullOrWhiteSpace(content.NextSteps))
        {
            yield return NoteErrors.NextStepsMissing;
        }

        if (Math.Max(content.Progress.Trim().Length, content.NextSteps.Trim().Length) > LongestText)
        {
            yield return NoteErrors.NoteTooLong.With(LongestText);
        }
    }
}

/// <summary>Who may do what with check-ins, and when.</summary>
public static class CheckInAccess
{
    /// <summary>The participant's manager in the cycle, as long as the participant takes part.</summary>
    public static bool CanWrite(Actor actor, int? managerId, int employeeId, ParticipantState state) =>
        actor.EmployeeId is { } me && me == managerId && me != employeeId && state == ParticipantState.Active;

    /// <summary>The participant, their manager in the cycle and who wrote it. HR sees in a list that there is one, not what it says.</summary>
    public static bool CanRead(Actor actor, int employeeId, int? managerId, int authorId) =>
        actor.EmployeeId is { } me && (me == employeeId || me == managerId || me == authorId);

    public static bool CanConfirm(Actor actor, int employeeId) => actor.EmployeeId == employeeId;

    /// <summary>Who is still without one.</summary>
    public static bool CanOverlook(Actor actor) => actor.IsHr;

    /// <summary>While the phase is open; in a calendar without one as long as the cycle runs.</summary>
    public static bool IsOpen(CycleState cycle, PhaseState? phase) => cycle == CycleState.Running && phase is null or PhaseState.Open;
}
