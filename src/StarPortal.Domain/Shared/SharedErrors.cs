namespace StarPortal.Domain;

/// <summary>Named faults that every feature may answer.</summary>
public static class SharedErrors
{
    public static readonly Error NotAllowed = new("Shared", "NotAllowed");
    public static readonly Error ReasonRequired = new("Shared", "ReasonRequired");

    /// <summary>Somebody else was quicker: what the person saw is no longer what is stored.</summary>
    public static readonly Error ChangedElsewhere = new("Shared", "ChangedElsewhere");
}
