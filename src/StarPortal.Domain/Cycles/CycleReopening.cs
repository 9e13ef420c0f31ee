namespace StarPortal.Domain.Cycles;

public enum CycleReopeningState
{
    /// <summary>Waits for two approvals.</summary>
    Requested,

    /// <summary>Approved by two: what the closing did is being taken back.</summary>
    Approved,
    Done,
    Rejected,
    Withdrawn,
}

/// <summary>Who signed, as an account and as the person behind it: one person may have two accounts.</summary>
public sealed record Signature(int AccountId, int? EmployeeId, string Name, DateTime At, string Reason = "")
{
    public static Signature Of(Actor actor, DateTime now, string reason = "") => new(actor.AccountId, actor.EmployeeId, actor.Name, now, reason);

    public bool IsOf(Actor actor) => AccountId == actor.AccountId || (EmployeeId is { } me && me == actor.EmployeeId);
}

/// <summary>
/// A wish to reopen a closed cycle: asked for by one person of HR with a reason, approved by two others. It concerns
/// everybody in the cycle and nobody in particular, so that taking part in it oneself is no hindrance: in a company-wide
/// cycle all of HR take part. Never removed.
/// </summary>
public sealed class CycleReopening : IVersioned
{
    public const int ApprovalsNeeded = 2;

    /// <summary>As much as a revoked certificate can say.</summary>
    public const int LongestReason = Documents.Certificate.LongestReason;

    private CycleReopening()
    {
    }

    public CycleReopening(int cycleId, int closingId, string reason, Actor actor, DateTime now)
    {
        CycleId = cycleId;
        ClosingId = closingId;
        Reason = reason.Trim();
        Requested = Signature.Of(actor, now);
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public int ClosingId { get; private set; }

    public CycleReopeningState State { get; private set; }

    public string Reason { get; private set; } = "";

    public Signature Requested { get; private set; } = null!;

    public IReadOnlyList<Signature> Approvals { get; private set; } = [];

    /// <summary>Who turned it down or withdrew it, with the reason.</summary>
    public Signature? Ended { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>One of the two approvals; the second one sets the reversal going.</summary>
    public Result Approve(Actor actor, DateTime now)
    {
        if (State != CycleReopeningState.Requested)
        {
            return ClosingErrors.ReopeningDecided;
        }

        if (Requested.IsOf(actor) || Approvals.Any(a => a.IsOf(actor)))
        {
            return ClosingErrors.OtherPersonNeeded;
        }

        Approvals = [.. Approvals, Signature.Of(actor, now)];
        State = Approvals.Count >= ApprovalsNeeded ? CycleReopeningState.Approved : State;
        return Result.Ok;
    }

    /// <summary>Another person turns it down; whoever asked for it withdraws it.</summary>
    public Result End(string reason, Actor actor, DateTime now)
    {
        if (State != CycleReopeningState.Requested)
        {
            return ClosingErrors.ReopeningDecided;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        Ended = Signature.Of(actor, now, reason.Trim());
        State = Requested.IsOf(actor) ? CycleReopeningState.Withdrawn : CycleReopeningState.Rejected;
        return Result.Ok;
    }

    public void Finish(DateTime now) => (State, FinishedAt) = (CycleReopeningState.Done, now);
}
