namespace StarPortal.Domain.Stars;

/// <summary>Who may do what with star programmes and recorded facts.</summary>
public static class StarAccess
{
    /// <summary>Design, publish and retire programmes, keep the training catalogue, try criteria out.</summary>
    public static bool CanManage(Actor actor) => actor.IsHr;

    /// <summary>Everybody with a part in a cycle reads a published programme; drafts are HR's.</summary>
    public static bool CanView(Actor actor, StarProgrammeState state) => actor.IsHr || (state != StarProgrammeState.Draft && actor.EmployeeId is not null);

    /// <summary>The employee, the manager, or HR for somebody else.</summary>
    public static bool CanProposeFact(Actor actor, int employeeId, int? managerId) =>
        actor.IsHr || actor.EmployeeId == employeeId || (managerId is not null && actor.EmployeeId == managerId);

    /// <summary>The manager or HR: never on oneself, never what one proposed.</summary>
    public static bool CanDecideFact(Actor actor, StarFact fact, int? managerId) =>
        actor.EmployeeId != fact.EmployeeId
        && actor.AccountId != fact.ProposedByAccountId
        && (actor.IsHr || (managerId is not null && actor.EmployeeId == managerId));

    /// <summary>The proposer as long as nothing is decided; HR also afterwards, never on oneself.</summary>
    public static bool CanWithdrawFact(Actor actor, StarFact fact) =>
        (fact.State == StarFactState.Proposed && actor.AccountId == fact.ProposedByAccountId && !actor.IsSystem) || actor.IsHrFor(fact.EmployeeId);

    /// <summary>The employee, the manager, HR.</summary>
    public static bool CanViewFact(Actor actor, int employeeId, int? managerId) =>
        actor.IsHr || actor.EmployeeId == employeeId || (managerId is not null && actor.EmployeeId == managerId);
}
