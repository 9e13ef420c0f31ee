namespace StarPortal.Domain.Cycles;

/// <summary>Named faults of closing and reopening a cycle; each code is the key of a sentence in the texts of cycles.</summary>
public static class ClosingErrors
{
    private const string Feature = "Cycles";

    /// <summary>The cycle is being closed, or its closing is being taken back: nothing that this reads may change.</summary>
    public static readonly Error BeingClosed = new(Feature, "BeingClosed");
    public static readonly Error NotBeingClosed = new(Feature, "NotBeingClosed");
    public static readonly Error NothingToRetry = new(Feature, "ClosingNothingToRetry");
    public static readonly Error NotReversible = new(Feature, "ClosingNotReversible");

    /// <summary>{0} the check that stands in the way.</summary>
    public static readonly Error CheckBlocks = new(Feature, "ClosingCheckBlocks");

    /// <summary>{0} the check that needs a reason.</summary>
    public static readonly Error CheckNeedsReason = new(Feature, "ClosingCheckNeedsReason");

    /// <summary>{0} how many participants, {1} their names.</summary>
    public static readonly Error ResultsDiffer = new(Feature, "ClosingResultsDiffer");

    /// <summary>Something went wrong inside a step; the log says what.</summary>
    public static readonly Error StepBroke = new(Feature, "ClosingStepBroke");

    /// <summary>{0} the cycle that closed on top of this one.</summary>
    public static readonly Error LaterCycleClosed = new(Feature, "LaterCycleClosed");
    public static readonly Error ReopeningOpen = new(Feature, "CycleReopeningOpen");
    public static readonly Error ReopeningNotFound = new(Feature, "CycleReopeningNotFound");
    public static readonly Error ReopeningDecided = new(Feature, "CycleReopeningDecided");

    /// <summary>Three different people: who asks does not approve, and nobody approves twice.</summary>
    public static readonly Error OtherPersonNeeded = new(Feature, "CycleReopeningOtherPerson");
}
