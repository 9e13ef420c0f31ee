namespace StarPortal.Domain.Stars;

/// <summary>Who deals with entitlement lists: HR, and nobody with their own line.</summary>
public static class EntitlementAccess
{
    /// <summary>See, prepare, release, correct and export lists.</summary>
    public static bool CanManage(Actor actor) => actor.IsHr;

    /// <summary>Change or take back a person's line.</summary>
    public static bool CanChange(Actor actor, int employeeId) => actor.IsHrFor(employeeId);
}
