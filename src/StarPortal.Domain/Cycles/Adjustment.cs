namespace StarPortal.Domain.Cycles;

public enum AdjustmentState
{
    Proposed,
    Approved,
    Rejected,
    Withdrawn,
    Revoked,
}

/// <summary>Bonus (positive) or deduction (negative) points on a participant's total, proposed by one person and approved by another.</summary>
public sealed class Adjustment : IVersioned
{
    /// <summary>All that counts for a participant lies within plus and minus this many points.</summary>
    public const decimal Limit = 10m;

    private Adjustment()
    {
    }

    private Adjustment(int participantId, decimal points, string reason, string evidence, Actor actor, DateTime now)
    {
        ParticipantId = participantId;
        Points = points;
        Reason = reason;
        Evidence = evidence;
        ProposedById = actor.AccountId;
        ProposedAt = now;
        Steps = [new DecisionStep(DecisionKind.Requested, actor.Name, now, reason)];
    }

    public int Id { get; private set; }

    public int ParticipantId { get; private set; }

    public decimal Points { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>What proves it, in words; files belong to it besides.</summary>
    public string Evidence { get; private set; } = "";

    public AdjustmentState State { get; private set; }

    /// <summary>The account that proposed it.</summary>
    public int ProposedById { get; private set; }

    public DateTime ProposedAt { get; private set; }

    /// <summary>Null unless approved; only approved points count.</summary>
    public string? ApprovedBy { get; private set; }

    /// <summary>Everything that happened, in its order.</summary>
    public IReadOnlyList<DecisionStep> Steps { get; private set; } = [];

    public int Version { get; private set; }

    /// <summary>Proposes points; the caller has checked who may.</summary>
    public static Result<Adjustment> Propose(int participantId, decimal points, string reason, string evidence, Actor actor, DateTime now)
    {
        var errors = new List<Error>();
        if (points == 0m || Math.Abs(points) > Limit || points != Math.Round(points, 2))
        {
            errors.Add(AdjustmentErrors.Points.With(Limit));
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            errors.Add(CycleErrors.ReasonMissing);
        }

        if (string.IsNullOrWhiteSpace(evidence))
        {
            errors.Add(AdjustmentErrors.EvidenceMissing);
        }

        return errors.Count > 0 ? Result<Adjustment>.Fail(errors) : new Adjustment(participantId, points, reason.Trim(), evidence.Trim(), actor, now);
    }

    /// <param name="approved">The participant's points that count already.</param>
    /// <param name="actor">HR, who has been checked, and not who proposed it.</param>
    /// <param name="now">When.</param>
    public Result Approve(decimal approved, Actor actor, DateTime now)
    {
        if (State != AdjustmentState.Proposed)
        {
            return AdjustmentErrors.Decided.With(State);
        }

        if (actor.AccountId == ProposedById)
        {
            return AdjustmentErrors.SamePerson;
        }

        if (Math.Abs(approved + Points) > Limit)
        {
            return AdjustmentErrors.OverLimit.With(Limit, approved, approved + Points);
        }

        State = AdjustmentState.Approved;
        ApprovedBy = actor.Name;
        return Went(DecisionKind.Approved, "", actor, now);
    }

    public Result Reject(string reason, Actor actor, DateTime now) => actor.AccountId == ProposedById
        ? AdjustmentErrors.SamePerson
        : End(AdjustmentState.Proposed, AdjustmentState.Rejected, DecisionKind.Rejected, reason, actor, now);

    /// <summary>Taken back by the one who proposed it.</summary>
    public Result Withdraw(string reason, Actor actor, DateTime now) => actor.AccountId != ProposedById
        ? SharedErrors.NotAllowed
        : End(AdjustmentState.Proposed, AdjustmentState.Withdrawn, DecisionKind.Withdrawn, reason, actor, now);

    /// <summary>Ends points that counted.</summary>
    public Result Revoke(string reason, Actor actor, DateTime now) =>
        End(AdjustmentState.Approved, AdjustmentState.Revoked, DecisionKind.Revoked, reason, actor, now);

    private Result End(AdjustmentState from, AdjustmentState to, DecisionKind kind, string reason, Actor actor, DateTime now)
    {
        if (State != from)
        {
            return AdjustmentErrors.Decided.With(State);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return CycleErrors.ReasonMissing;
        }

        State = to;
        ApprovedBy = null;
        return Went(kind, reason.Trim(), actor, now);
    }

    private Result Went(DecisionKind kind, string reason, Actor actor, DateTime now)
    {
        Steps = [.. Steps, new DecisionStep(kind, actor.Name, now, reason)];
        return Result.Ok;
    }
}

/// <summary>Who proposes points, and who decides about them.</summary>
public static class AdjustmentAccess
{
    /// <summary>HR or the participant's line, never for oneself.</summary>
    public static bool CanPropose(Actor actor, LinePlace place) => place.EmployeeId is { } employee && actor.EmployeeId != employee && (actor.IsHr || place.InLine);

    /// <summary>HR, never for oneself; what HR proposed needs a second person of HR.</summary>
    public static bool CanDecide(Actor actor, int employeeId) => actor.IsHrFor(employeeId);
}

/// <summary>Named faults of adjustments.</summary>
public static class AdjustmentErrors
{
    private const string Feature = "Cycles";

    /// <summary>{0} the limit.</summary>
    public static readonly Error Points = new(Feature, "AdjustmentPoints");
    public static readonly Error EvidenceMissing = new(Feature, "AdjustmentEvidenceMissing");
    public static readonly Error NobodyChosen = new(Feature, "AdjustmentNobodyChosen");

    /// <summary>{0} the state it is in.</summary>
    public static readonly Error Decided = new(Feature, "AdjustmentDecided");
    public static readonly Error SamePerson = new(Feature, "AdjustmentSamePerson");

    /// <summary>{0} the limit, {1} the points that count, {2} what they would be.</summary>
    public static readonly Error OverLimit = new(Feature, "AdjustmentOverLimit");
}
