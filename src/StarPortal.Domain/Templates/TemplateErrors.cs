namespace StarPortal.Domain.Templates;

/// <summary>Named errors; the arguments that each sentence takes are given in order.</summary>
public static class TemplateErrors
{
    public static readonly Error NotFound = new("Templates", "NotFound");
    public static readonly Error Frozen = new("Templates", "Frozen");
    public static readonly Error NotPublished = new("Templates", "NotPublished");
    public static readonly Error NotRetired = new("Templates", "NotRetired");
    public static readonly Error DraftExists = new("Templates", "DraftExists");
    public static readonly Error InUse = new("Templates", "InUse");
    public static readonly Error UnknownPreset = new("Templates", "UnknownPreset");

    /// <summary>Limit.</summary>
    public static readonly Error TooLong = new("Templates", "TooLong");

    public static readonly Error NameMissing = new("Templates", "NameMissing");
    public static readonly Error NoSection = new("Templates", "NoSection");

    /// <summary>Sum.</summary>
    public static readonly Error SectionWeights = new("Templates", "SectionWeights");

    /// <summary>Position.</summary>
    public static readonly Error SectionNameMissing = new("Templates", "SectionNameMissing");

    /// <summary>Section.</summary>
    public static readonly Error NoIndicator = new("Templates", "NoIndicator");

    /// <summary>Section, sum.</summary>
    public static readonly Error IndicatorWeights = new("Templates", "IndicatorWeights");

    /// <summary>Section, position.</summary>
    public static readonly Error IndicatorNameMissing = new("Templates", "IndicatorNameMissing");

    /// <summary>Count, limit.</summary>
    public static readonly Error TooManyIndicators = new("Templates", "TooManyIndicators");

    /// <summary>Where, weight.</summary>
    public static readonly Error WeightRange = new("Templates", "WeightRange");

    /// <summary>Where, key.</summary>
    public static readonly Error KeyFormat = new("Templates", "KeyFormat");

    /// <summary>Where, key.</summary>
    public static readonly Error KeyTwice = new("Templates", "KeyTwice");

    /// <summary>Where, limit.</summary>
    public static readonly Error TextTooLong = new("Templates", "TextTooLong");

    /// <summary>Where, sum.</summary>
    public static readonly Error SourceShares = new("Templates", "SourceShares");

    /// <summary>Where.</summary>
    public static readonly Error SourceTwice = new("Templates", "SourceTwice");

    /// <summary>Where.</summary>
    public static readonly Error SourceUnknown = new("Templates", "SourceUnknown");

    /// <summary>Where.</summary>
    public static readonly Error DataWithoutMeasure = new("Templates", "DataWithoutMeasure");

    /// <summary>Where.</summary>
    public static readonly Error MeasureWithoutData = new("Templates", "MeasureWithoutData");

    /// <summary>Where.</summary>
    public static readonly Error DataSourceMissing = new("Templates", "DataSourceMissing");

    /// <summary>Where.</summary>
    public static readonly Error BandsMissing = new("Templates", "BandsMissing");

    /// <summary>Where.</summary>
    public static readonly Error BandsDescending = new("Templates", "BandsDescending");

    /// <summary>Where.</summary>
    public static readonly Error BandsAscending = new("Templates", "BandsAscending");

    /// <summary>Where.</summary>
    public static readonly Error BandScores = new("Templates", "BandScores");

    /// <summary>Where.</summary>
    public static readonly Error FloorIsTarget = new("Templates", "FloorIsTarget");

    /// <summary>Where.</summary>
    public static readonly Error TargetNotPositive = new("Templates", "TargetNotPositive");

    /// <summary>Where, lowest, highest.</summary>
    public static readonly Error CapRange = new("Templates", "CapRange");

    /// <summary>Where.</summary>
    public static readonly Error PerUnitNotPositive = new("Templates", "PerUnitNotPositive");

    /// <summary>Where.</summary>
    public static readonly Error AllowanceNegative = new("Templates", "AllowanceNegative");

    /// <summary>Where.</summary>
    public static readonly Error NumberTooFine = new("Templates", "NumberTooFine");

    /// <summary>Count.</summary>
    public static readonly Error ScaleSize = new("Templates", "ScaleSize");

    public static readonly Error ScaleValues = new("Templates", "ScaleValues");

    public static readonly Error ScaleScores = new("Templates", "ScaleScores");

    /// <summary>Point.</summary>
    public static readonly Error PointLabelMissing = new("Templates", "PointLabelMissing");

    /// <summary>Point.</summary>
    public static readonly Error PointAnchorMissing = new("Templates", "PointAnchorMissing");

    /// <summary>Position.</summary>
    public static readonly Error QuestionTextMissing = new("Templates", "QuestionTextMissing");

    /// <summary>Question.</summary>
    public static readonly Error QuestionAskedOfNobody = new("Templates", "QuestionAskedOfNobody");

    /// <summary>HR has to say that it publishes in spite of the warnings. Number of warnings.</summary>
    public static readonly Error WarningsOpen = new("Templates", "WarningsOpen");

    /// <summary>Where.</summary>
    public static readonly Error GoalTargetNone = new("Templates", "GoalTargetNone");

    /// <summary>Where, lowest, highest.</summary>
    public static readonly Error GoalTargetOrder = new("Templates", "GoalTargetOrder");

    /// <summary>Where, own target, lowest, highest.</summary>
    public static readonly Error GoalTargetOutside = new("Templates", "GoalTargetOutside");

    /// <summary>Where, floor.</summary>
    public static readonly Error GoalTargetFloor = new("Templates", "GoalTargetFloor");

    /// <summary>Where, lowest, highest.</summary>
    public static readonly Error GoalWeightOrder = new("Templates", "GoalWeightOrder");

    /// <summary>Where, own weight, lowest, highest.</summary>
    public static readonly Error GoalWeightOutside = new("Templates", "GoalWeightOutside");
}
