namespace StarPortal.Domain.Stars;

/// <summary>Named faults of entitlement lists; each code is the key of a sentence in the feature's texts.</summary>
public static class EntitlementErrors
{
    private const string Feature = "Stars";

    public static readonly Error NotFound = new(Feature, "EntitlementNotFound");

    /// <summary>{0} the state the list is in.</summary>
    public static readonly Error WrongState = new(Feature, "EntitlementWrongState");

    /// <summary>Nobody changes their own line.</summary>
    public static readonly Error OwnLine = new(Feature, "EntitlementOwnLine");

    /// <summary>Whoever prepared a list or changed a line of it does not release it.</summary>
    public static readonly Error SecondPersonNeeded = new(Feature, "EntitlementSecondPersonNeeded");

    /// <summary>Somebody changed the releaser's own line by hand: a third person has to release.</summary>
    public static readonly Error OwnLineChanged = new(Feature, "EntitlementOwnLineChanged");

    public static readonly Error AmountNegative = new(Feature, "EntitlementAmountNegative");

    /// <summary>{0} the most percent.</summary>
    public static readonly Error PercentOutOfRange = new(Feature, "EntitlementPercentOutOfRange");

    public static readonly Error NothingChanged = new(Feature, "EntitlementNothingChanged");

    /// <summary>A correction is under way already.</summary>
    public static readonly Error CorrectionOpen = new(Feature, "EntitlementCorrectionOpen");

    /// <summary>A correction without a single line.</summary>
    public static readonly Error Empty = new(Feature, "EntitlementEmpty");
}
