namespace StarPortal.Domain.Cycles;

public enum ExemptionState
{
    Requested,
    Approved,
    Rejected,
    Withdrawn,
    Revoked,
}

/// <summary>The two approvals that an exemption needs.</summary>
public enum ExemptionSide
{
    Management,
    Hr,
}

/// <summary>
/// An indicator that does not count, for one participant or (null) for all. Counts while both approvals stand: management's
/// and HR's, by two different people.
/// </summary>
public sealed class Exemption : IVersioned
{
    private Exemption()
    {
    }

    private Exemption(int cycleId, int? participantId, string indicatorKey, string reason, Actor actor, DateTime now)
    {
        CycleId = cycleId;
        ParticipantId = participantId;
        IndicatorKey = indicatorKey;
        Reason = reason;
        RequestedById = actor.AccountId;
        RequestedAt = now;
        Steps = [new DecisionStep(DecisionKind.Requested, actor.Name, now, reason)];
    }

    public int Id { get; private set; }

    public int CycleId { get; private set; }

    public int? ParticipantId { get; private set; }

    public string IndicatorKey { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public ExemptionState State { get; private set; }

    /// <summary>The account that asked.</summary>
    public int RequestedById { get; private set; }

    public DateTime RequestedAt { get; private set; }

    /// <summary>Null unless management's approval stands.</summary>
    public string? ApprovedByManagement { get; private set; }

    public int? ManagementApproverId { get; private set; }

    /// <summary>Null unless HR's approval stands.</summary>
    public string? ApprovedByHr { get; private set; }

    public int? HrApproverId { get; private set; }

    /// <summary>Everything that happened, in its order.</summary>
    public IReadOnlyList<DecisionStep> Steps { get; private set; } = [];

    public int Version { get; private set; }

    /// <summary>Asks for an exemption; the caller has checked the indicator, the participant and who may ask.</summary>
    public static Result<Exemption> Request(int cycleId, int? participantId, string indicatorKey, string reason, Actor actor, DateTime now) =>
        string.IsNullOrWhiteSpace(reason)
            ? CycleErrors.ReasonMissing
            : new Exemption(cycleId, participantId, indicatorKey, reason.Trim(), actor, now);

    /// <summary>Gives one of the two approvals; the caller has checked that the actor may speak for that side.</summary>
    public Result Approve(ExemptionSide side, Actor actor, DateTime now)
    {
        if (State != ExemptionState.Requested)
        {
            return ExemptionErrors.Decided.With(State);
        }

        var (given, other) = side == ExemptionSide.Management ? (ManagementApproverId, HrApproverId) : (HrApproverId, ManagementApproverId);
        if (given is not null)
        {
            return ExemptionErrors.SideApproved;
        }

        if (other == actor.AccountId)
        {
            return ExemptionErrors.SamePerson;
        }

        if (side == ExemptionSide.Management)
        {
            (ApprovedByManagement, ManagementApproverId) = (actor.Name, actor.AccountId);
        }
        else
        {
            (ApprovedByHr, HrApproverId) = (actor.Name, actor.AccountId);
        }

        if (ManagementApproverId is not null && HrApproverId is not null)
        {
            State = ExemptionState.Approved;
        }

        return Went(side == ExemptionSide.Management ? DecisionKind.ApprovedByManagement : DecisionKind.ApprovedByHr, "", actor, now);
    }

    public Result Reject(string reason, Actor actor, DateTime now) =>
        End(ExemptionState.Requested, ExemptionState.Rejected, DecisionKind.Rejected, reason, actor, now);

    /// <summary>Taken back by the one who asked.</summary>
    public Result Withdraw(string reason, Actor actor, DateTime now) => actor.AccountId != RequestedById
        ? SharedErrors.NotAllowed
        : End(ExemptionState.Requested, ExemptionState.Withdrawn, DecisionKind.Withdrawn, reason, actor, now);

    /// <summary>Ends an exemption that counted.</summary>
    public Result Revoke(string reason, Actor actor, DateTime now) =>
        End(ExemptionState.Approved, ExemptionState.Revoked, DecisionKind.Revoked, reason, actor, now);

    private Result End(ExemptionState from, ExemptionState to, DecisionKind kind, string reason, Actor actor, DateTime now)
    {
        if (State != from)
        {
            return ExemptionErrors.Decided.With(State);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return CycleErrors.ReasonMissing;
        }

        State = to;
        // an approval that no longer stands is told by the steps alone
        (ApprovedByManagement, ManagementApproverId, ApprovedByHr, HrApproverId) = (null, null, null, null);
        return Went(kind, reason.Trim(), actor, now);
    }

    private Result Went(DecisionKind kind, string reason, Actor actor, DateTime now)
    {
        Steps = [.. Steps, new DecisionStep(kind, actor.Name, now, reason)];
        return Result.Ok;
    }
}

/// <summary>Named faults of exemptions.</summary>
public static class ExemptionErrors
{
    private const string Feature = "Cycles";

    /// <summary>{0} the state it is in.</summary>
    public static readonly Error Decided = new(Feature, "ExemptionDecided");
    public static readonly Error SideApproved = new(Feature, "ExemptionSideApproved");
    public static readonly Error SamePerson = new(Feature, "ExemptionSamePerson");

    /// <summary>{0} the indicator, {1} the participant; empty for everybody.</summary>
    public static readonly Error Already = new(Feature, "ExemptionAlready");

    /// <summary>{0} how many indicators the year's quota allows, {1} the year.</summary>
    public static readonly Error QuotaUsed = new(Feature, "ExemptionQuotaUsed");
    public static readonly Error NobodyChosen = new(Feature, "ExemptionNobodyChosen");
}
