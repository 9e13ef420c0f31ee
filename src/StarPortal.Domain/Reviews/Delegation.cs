namespace StarPortal.Domain.Reviews;

public enum DelegationState
{
    /// <summary>Waits for the delegate's answer.</summary>
    Proposed,

    Accepted,
    Declined,

    /// <summary>Ended before its last day, by either of the two or by HR.</summary>
    Ended,
}

/// <summary>Days on which somebody else writes the reviews of a reviewer.</summary>
/// <param name="First">First day, in the reviewer's time zone.</param>
/// <param name="Last">Last day, included.</param>
public sealed record DelegationDays(DateOnly First, DateOnly Last)
{
    /// <summary>Most days that one delegation may last: it stands in for an absence, not for a duty.</summary>
    public const int Longest = 92;

    public bool Overlaps(DelegationDays other) => First <= other.Last && other.First <= Last;
}

/// <summary>
/// A reviewer asks somebody to write their reviews for some days. Nothing changes before the other has accepted; the
/// reviews stay the reviewer's, and what was written stays whatever becomes of the delegation.
/// </summary>
public sealed class Delegation : IVersioned
{
    private Delegation()
    {
    }

    /// <param name="cycleId">One cycle, or null for all running ones.</param>
    /// <param name="startsAt">UTC; the first day's beginning in the reviewer's time zone.</param>
    /// <param name="endsAt">UTC; the end of the last day there.</param>
    public Delegation(int delegatorId, int delegateId, int? cycleId, DelegationDays days, DateTime startsAt, DateTime endsAt, string reason, DateTime now)
    {
        (DelegatorId, DelegateId, CycleId) = (delegatorId, delegateId, cycleId);
        (FirstDay, LastDay, StartsAt, EndsAt) = (days.First, days.Last, startsAt, endsAt);
        Reason = reason.Trim();
        ProposedAt = now;
    }

    public int Id { get; private set; }

    /// <summary>Whose reviews they are.</summary>
    public int DelegatorId { get; private set; }

    /// <summary>Who writes them meanwhile.</summary>
    public int DelegateId { get; private set; }

    /// <summary>Null: every running cycle.</summary>
    public int? CycleId { get; private set; }

    public DateOnly FirstDay { get; private set; }

    public DateOnly LastDay { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime StartsAt { get; private set; }

    /// <summary>UTC, not included.</summary>
    public DateTime EndsAt { get; private set; }

    public DelegationState State { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Why it was declined or ended; null where nobody gave a reason.</summary>
    public string? Answer { get; private set; }

    public DateTime ProposedAt { get; private set; }

    public DateTime? AnsweredAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    /// <summary>Who ended it.</summary>
    public int? EndedById { get; private set; }

    public int Version { get; private set; }

    public DelegationDays Days => new(FirstDay, LastDay);

    public bool IsActive(DateTime now) => State == DelegationState.Accepted && StartsAt <= now && now < EndsAt;

    /// <summary>Proposed or accepted, and not yet over.</summary>
    public bool IsPending(DateTime now) => State is DelegationState.Proposed or DelegationState.Accepted && now < EndsAt;

    public Result Accept(Actor actor, DateTime now)
    {
        if (StopAnswer(actor, now) is { } stop)
        {
            return stop;
        }

        State = DelegationState.Accepted;
        AnsweredAt = now;
        return Result.Ok;
    }

    public Result Decline(string reason, Actor actor, DateTime now)
    {
        if (StopAnswer(actor, now) is { } stop)
        {
            return stop;
        }

        if (Review.ReasonFault(reason) is { } fault)
        {
            return fault;
        }

        State = DelegationState.Declined;
        Answer = reason.Trim();
        AnsweredAt = now;
        return Result.Ok;
    }

    /// <summary>Either of the two ends it, also while it waits for an answer; HR ends one that is not their own.</summary>
    public Result End(string reason, Actor actor, DateTime now)
    {
        if (!(IsOneOf(actor) || actor.IsHr))
        {
            return DelegationErrors.NotAllowed;
        }

        if (!IsPending(now))
        {
            return DelegationErrors.Over;
        }

        if (Review.ReasonFault(reason) is { } fault)
        {
            return fault;
        }

        State = DelegationState.Ended;
        Answer = reason.Trim();
        EndedAt = now;
        EndedById = actor.EmployeeId;
        return Result.Ok;
    }

    private Error? StopAnswer(Actor actor, DateTime now) =>
        actor.EmployeeId != DelegateId ? DelegationErrors.NotAllowed
        : State != DelegationState.Proposed ? DelegationErrors.AlreadyAnswered
        : now >= EndsAt ? DelegationErrors.Over
        : null;

    private bool IsOneOf(Actor actor) => actor.EmployeeId is { } me && (me == DelegatorId || me == DelegateId);
}
