namespace StarPortal.Domain.Results;

public static class ResultErrors
{
    public static readonly Error NotAllowed = new("Results", "NotAllowed");

    /// <summary>Computed while the cycle is not running, or any more once it is released.</summary>
    public static readonly Error NotComputable = new("Results", "NotComputable");

    /// <summary>A computation is under way: release would freeze half of it.</summary>
    public static readonly Error StillComputing = new("Results", "StillComputing");

    /// <summary>Somebody has no result yet.</summary>
    public static readonly Error NotComputed = new("Results", "NotComputed");

    /// <summary>Inputs changed since the computation: what would be released is not what the rules give now.</summary>
    public static readonly Error Outdated = new("Results", "Outdated");
}
