namespace StarPortal.Domain.Audit;

/// <summary>Who may read the audit trail, and how much of an entry.</summary>
public static class AuditAccess
{
    /// <summary>
    /// Features whose entries an administrator reads in full. Closed by default: of everything else, which may touch
    /// answers and results, an administrator sees only that it happened.
    /// </summary>
    public static IReadOnlyList<string> OpenToAdministrators { get; } = ["Audit", "Identity", "Jobs", "People", "Templates"];

    public static bool CanView(Actor actor) => actor.IsHr || actor.IsAdministrator || actor.IsSystem;

    /// <summary>
    /// HR reads reasons and details of everybody's entries but, on reviews and results, not of those about themselves:
    /// there they are a participant like anybody else.
    /// </summary>
    public static bool CanViewDetails(Actor actor, string action, int? subjectEmployeeId)
    {
        var open = OpenToAdministrators.Contains(action.Split('.')[0], StringComparer.Ordinal);
        return actor.IsSystem
            || (actor.IsHr && (open || subjectEmployeeId is null || subjectEmployeeId != actor.EmployeeId))
            || (actor.IsAdministrator && open);
    }
}
