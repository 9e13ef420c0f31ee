namespace StarPortal.Domain.Cycles;

/// <summary>What happened to a request that needs approval.</summary>
public enum DecisionKind
{
    Requested,
    ApprovedByManagement,
    ApprovedByHr,
    Approved,
    Rejected,
    Withdrawn,
    Revoked,
}

/// <summary>One step of a request's way: who, when, and why where a reason was given.</summary>
public sealed record DecisionStep(DecisionKind Kind, string By, DateTime At, string Reason = "");
