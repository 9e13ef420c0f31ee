namespace StarPortal.Domain.Reviews;

/// <summary>Who may ask for a submitted review to be given back, and who decides.</summary>
public static class ReopeningAccess
{
    /// <summary>Its author; for a self review the participant's manager too. A delegate does not: handing in was theirs, the review is not.</summary>
    /// <param name="readsIt">The actor may read the review now: nobody asks to change what they must not know.</param>
    public static bool CanRequest(Actor actor, int reviewerId, Relationship relationship, int? managerId, bool readsIt) =>
        actor.EmployeeId is { } me && (me == reviewerId || (relationship == Relationship.Self && me == managerId && readsIt));

    /// <summary>HR, but not about themselves, nor what they wrote, nor what they asked for themselves.</summary>
    public static bool CanDecide(Actor actor, int reviewerId, int subjectId, int requestedById) =>
        ReviewAccess.CanReopen(actor, reviewerId, subjectId) && actor.EmployeeId != requestedById;
}
