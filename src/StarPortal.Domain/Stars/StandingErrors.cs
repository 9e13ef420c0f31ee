namespace StarPortal.Domain.Stars;

/// <summary>Named faults of outcomes and standings; each code is the key of a sentence in the feature's texts.</summary>
public static class StandingErrors
{
    /// <summary>Evaluated while the cycle is not running, or any more once it is released.</summary>
    public static readonly Error NotOpen = new("Stars", "OutcomesNotOpen");

    /// <summary>Somebody has no outcome yet.</summary>
    public static readonly Error NotEvaluated = new("Stars", "OutcomesNotEvaluated");

    /// <summary>A fact or a standing changed since the evaluation.</summary>
    public static readonly Error Outdated = new("Stars", "OutcomesOutdated");

    /// <summary>{0} a cycle of the same programme and people whose period ends earlier and that is not closed yet.</summary>
    public static readonly Error EarlierCycleOpen = new("Stars", "EarlierCycleOpen");
}
