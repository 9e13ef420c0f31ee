namespace StarPortal.Domain.Goals;

/// <summary>Why something could not be done with goals, objectives or key results; the arguments of each sentence in order.</summary>
public static class GoalErrors
{
    /// <summary>Missing and forbidden get the same answer.</summary>
    public static readonly Error NotFound = New("NotFound");

    public static readonly Error PhaseNotOpen = New("PhaseNotOpen");
    public static readonly Error NotOpen = New("NotOpen");
    public static readonly Error AlreadyOpen = New("AlreadyOpen");
    public static readonly Error NotProposed = New("NotProposed");
    public static readonly Error AlreadyConfirmed = New("AlreadyConfirmed");
    public static readonly Error NothingChanged = New("NothingChanged");
    public static readonly Error SaveFailed = New("SaveFailed");
    public static readonly Error Released = New("Released");

    /// <summary>Limit.</summary>
    public static readonly Error TooLong = New("TooLong");

    /// <summary>Key.</summary>
    public static readonly Error UnknownIndicator = New("UnknownIndicator");

    /// <summary>Indicator.</summary>
    public static readonly Error IndicatorTwice = New("IndicatorTwice");

    /// <summary>Indicator, whose measure has no target or whose template leaves none to choose.</summary>
    public static readonly Error TargetFixed = New("TargetFixed");

    /// <summary>Indicator, lowest, highest.</summary>
    public static readonly Error TargetRange = New("TargetRange");

    /// <summary>Indicator, floor.</summary>
    public static readonly Error TargetBeyondFloor = New("TargetBeyondFloor");

    /// <summary>Indicator, weight.</summary>
    public static readonly Error WeightFixed = New("WeightFixed");

    /// <summary>Indicator, lowest, highest.</summary>
    public static readonly Error WeightRange = New("WeightRange");

    /// <summary>Section, sum.</summary>
    public static readonly Error SectionWeights = New("SectionWeights");

    /// <summary>What was typed.</summary>
    public static readonly Error NotANumber = New("NotANumber");

    public static readonly Error UnknownKeyResult = New("UnknownKeyResult");

    public static readonly Error TitleMissing = New("TitleMissing");
    public static readonly Error OwnerMissing = New("OwnerMissing");
    public static readonly Error DepartmentMissing = New("DepartmentMissing");
    public static readonly Error PeriodReversed = New("PeriodReversed");
    public static readonly Error WeightNotPositive = New("WeightNotPositive");
    public static readonly Error StartIsTarget = New("StartIsTarget");
    public static readonly Error NumberTooLarge = New("NumberTooLarge");

    /// <summary>The objective, the one it was to go under.</summary>
    public static readonly Error ObjectiveCircle = New("ObjectiveCircle");

    public static readonly Error ObjectiveClosed = New("ObjectiveClosed");
    public static readonly Error ObjectiveNotActive = New("ObjectiveNotActive");
    public static readonly Error NoKeyResult = New("NoKeyResult");
    public static readonly Error NotAnOutcome = New("NotAnOutcome");
    public static readonly Error OutcomeMissing = New("OutcomeMissing");
    public static readonly Error PartsStillOpen = New("PartsStillOpen");
    public static readonly Error KeyResultInUse = New("KeyResultInUse");
    public static readonly Error IndicatorAlreadyFed = New("IndicatorAlreadyFed");
    public static readonly Error NothingToConfirm = New("NothingToConfirm");
    public static readonly Error OwnCase = New("OwnCase");

    private static Error New(string code) => new("Goals", code);
}
