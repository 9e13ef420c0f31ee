namespace StarPortal.Domain.Cycles;

public enum ManagerChangeState
{
    Planned,
    Done,
    Cancelled,
}

/// <summary>HR's decision to hand a participant's manager review over, at once or after a cut-off until which the earlier manager may still submit.</summary>
public sealed class ManagerChange : IVersioned
{
    private ManagerChange()
    {
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public int ParticipantId { get; private set; }

    /// <summary>The earlier manager; null when there was none.</summary>
    public int? FromId { get; private set; }

    /// <summary>The new manager; null when the participant reports to nobody any more.</summary>
    public int? ToId { get; private set; }

    /// <summary>When the review changes hands, in UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>How long the new manager may write, in UTC; null when the phase gives time enough.</summary>
    public DateTime? ClosesAt { get; private set; }

    public ManagerChangeState State { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Name of who decided it.</summary>
    public string DecidedBy { get; private set; } = "";

    public DateTime DecidedAt { get; private set; }

    public DateTime? DoneAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>A hand-over to come.</summary>
    /// <param name="cutOff">UTC; in the future, and before nobody writes any more.</param>
    /// <param name="latest">When the manager reviews' phase ends, in UTC.</param>
    /// <param name="closesAt">How long the new manager may write, in UTC; null leaves it to the day of the hand-over.</param>
    public static Result<ManagerChange> Plan(
        Participant participant, int? toId, DateTime cutOff, DateTime? latest, string reason, Actor actor, DateTime now, DateTime? closesAt = null)
    {
        var possible = Decide(participant, toId, cutOff, reason, actor, now);
        if (possible.Succeeded)
        {
            possible.Value.ClosesAt = closesAt;
        }

        return possible.Failed ? possible
            : cutOff <= now ? CycleErrors.CutOffPast
            : cutOff > latest ? CycleErrors.CutOffTooLate
            : possible;
    }

    /// <summary>A hand-over at once; carried out by <see cref="CarryOut"/>.</summary>
    public static Result<ManagerChange> Decide(Participant participant, int? toId, DateTime at, string reason, Actor actor, DateTime now)
    {
        if (!ParticipantChangeRules.CanChange(actor, participant.EmployeeId, participant.ManagerId) || !ParticipantChangeRules.CanChange(actor, participant.EmployeeId, toId))
        {
            return CycleErrors.OwnCase;
        }

        if (participant.State == ParticipantState.Withdrawn)
        {
            return CycleErrors.ParticipantWithdrawn.With(participant.Name);
        }

        if (toId == participant.EmployeeId || toId == participant.ManagerId)
        {
            return toId == participant.EmployeeId ? CycleErrors.ManagerIsSelf : CycleErrors.SameManager;
        }

        return ParticipantChangeRules.ReasonFault(reason) is { } fault
            ? fault
            : new ManagerChange
            {
                CycleId = participant.CycleId,
                ParticipantId = participant.Id,
                FromId = participant.ManagerId,
                ToId = toId,
                At = at,
                Reason = reason.Trim(),
                DecidedBy = actor.Name,
                DecidedAt = now,
            };
    }

    /// <summary>Makes the new manager the participant's; only once.</summary>
    /// <param name="closesAt">How long the new manager may write; null when the phase gives time enough.</param>
    public Result CarryOut(Participant participant, DateTime? closesAt, Actor actor, DateTime now)
    {
        if (State != ManagerChangeState.Planned)
        {
            return CycleErrors.HandOverNotPlanned;
        }

        var changed = participant.ChangeManager(ToId, Reason, actor);
        if (changed.Failed)
        {
            return changed;
        }

        (State, DoneAt, ClosesAt) = (ManagerChangeState.Done, now, closesAt);
        return Result.Ok;
    }

    /// <summary>The earlier manager stays.</summary>
    public Result Cancel()
    {
        if (State != ManagerChangeState.Planned)
        {
            return CycleErrors.HandOverNotPlanned;
        }

        State = ManagerChangeState.Cancelled;
        return Result.Ok;
    }
}
