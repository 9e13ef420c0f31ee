namespace StarPortal.Domain.Cycles;

/// <summary>Named faults of cycles; each code is the key of a sentence in the feature's texts.</summary>
public static class CycleErrors
{
    private const string Feature = "Cycles";

    /// <summary>{0} the state the cycle is in.</summary>
    public static readonly Error WrongState = new(Feature, "WrongState");
    public static readonly Error NotFound = new(Feature, "NotFound");
    public static readonly Error NameMissing = new(Feature, "NameMissing");
    public static readonly Error NameTooLong = new(Feature, "NameTooLong");
    public static readonly Error PeriodReversed = new(Feature, "PeriodReversed");
    public static readonly Error UnknownTimeZone = new(Feature, "UnknownTimeZone");
    public static readonly Error TemplateMissing = new(Feature, "TemplateMissing");
    public static readonly Error TemplateNotPublished = new(Feature, "TemplateNotPublished");

    public static readonly Error StarsNotPublished = new(Feature, "StarsNotPublished");

    /// <summary>{0} the last day of the period.</summary>
    public static readonly Error StarsNotEffective = new(Feature, "StarsNotEffective");

    /// <summary>{0} the least value.</summary>
    public static readonly Error ThresholdTooLow = new(Feature, "ThresholdTooLow");

    /// <summary>{0} the phase.</summary>
    public static readonly Error PhaseReversed = new(Feature, "PhaseReversed");

    /// <summary>{0} the phase.</summary>
    public static readonly Error PhaseTwice = new(Feature, "PhaseTwice");

    /// <summary>{0} the phase that must not open before {1} closes.</summary>
    public static readonly Error OpensTooEarly = new(Feature, "OpensTooEarly");

    /// <summary>{0} the phase that must not close before {1} closes.</summary>
    public static readonly Error ClosesTooEarly = new(Feature, "ClosesTooEarly");

    /// <summary>{0} the phase that the calendar lacks.</summary>
    public static readonly Error PhaseMissing = new(Feature, "PhaseMissing");
    public static readonly Error PhaseAlreadyOpen = new(Feature, "PhaseAlreadyOpen");
    public static readonly Error PhaseNotOpen = new(Feature, "PhaseNotOpen");

    /// <summary>{0} the phase, whose closing time lies behind.</summary>
    public static readonly Error PhaseOver = new(Feature, "PhaseOver");

    /// <summary>{0} the phase, which can only be reopened.</summary>
    public static readonly Error PhaseClosed = new(Feature, "PhaseClosed");

    /// <summary>{0} the phase, which opens and closes with the step of the cycle it belongs to.</summary>
    public static readonly Error PhaseNotByHand = new(Feature, "PhaseNotByHand");

    /// <summary>{0} a phase that must be closed first.</summary>
    public static readonly Error PhaseStillOpen = new(Feature, "PhaseStillOpen");
    public static readonly Error MissingNotAcknowledged = new(Feature, "MissingNotAcknowledged");
    public static readonly Error ReasonMissing = new(Feature, "ReasonMissing");
    public static readonly Error NobodyTakesPart = new(Feature, "NobodyTakesPart");
    public static readonly Error AlreadyLaunching = new(Feature, "AlreadyLaunching");
    public static readonly Error OwnCase = new(Feature, "OwnCase");

    /// <summary>Data collection is over, and HR has not unlocked the values.</summary>
    public static readonly Error ActualsLocked = new(Feature, "ActualsLocked");
    public static readonly Error ActualsNotLocked = new(Feature, "ActualsNotLocked");

    /// <summary>{0} the group, {1} the most reviewers it may have.</summary>
    public static readonly Error GroupLimits = new(Feature, "GroupLimits");
    public static readonly Error GroupTwice = new(Feature, "GroupTwice");
    public static readonly Error LoadWarningTooLow = new(Feature, "LoadWarningTooLow");

    /// <summary>{0} the participant.</summary>
    public static readonly Error ParticipantWithdrawn = new(Feature, "ParticipantWithdrawn");
    public static readonly Error ParticipantNotWithdrawn = new(Feature, "ParticipantNotWithdrawn");
    public static readonly Error AlreadyLeaver = new(Feature, "AlreadyLeaver");
    public static readonly Error NotLeaver = new(Feature, "NotLeaver");
    public static readonly Error SameManager = new(Feature, "SameManager");
    public static readonly Error ManagerNotChosen = new(Feature, "ManagerNotChosen");
    public static readonly Error ManagerIsSelf = new(Feature, "ManagerIsSelf");

    /// <summary>{0} the chosen manager, who has left.</summary>
    public static readonly Error ManagerGone = new(Feature, "ManagerGone");

    /// <summary>{0} the chosen manager, who wrote on {1} in a group whose answers count already.</summary>
    public static readonly Error ManagerInGroup = new(Feature, "ManagerInGroup");

    /// <summary>{0} the participant, who has a hand-over planned already.</summary>
    public static readonly Error HandOverPlanned = new(Feature, "HandOverPlanned");
    public static readonly Error HandOverNotPlanned = new(Feature, "HandOverNotPlanned");
    public static readonly Error CutOffPast = new(Feature, "CutOffPast");
    public static readonly Error CutOffTooLate = new(Feature, "CutOffTooLate");
    public static readonly Error SamePlace = new(Feature, "SamePlace");

    /// <summary>{0} the employee.</summary>
    public static readonly Error AlreadyTakesPart = new(Feature, "AlreadyTakesPart");

    /// <summary>{0} the employee.</summary>
    public static readonly Error NotEmployed = new(Feature, "NotEmployed");
    public static readonly Error NobodyChosen = new(Feature, "NobodyChosen");
    public static readonly Error OwnEndPast = new(Feature, "OwnEndPast");

    /// <summary>{0} the most characters a reason may have.</summary>
    public static readonly Error ReasonTooLong = new(Feature, "ReasonTooLong");
    public static readonly Error ReviewsStillOpen = new(Feature, "ReviewsStillOpen");
}
