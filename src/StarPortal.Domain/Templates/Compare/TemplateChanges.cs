namespace StarPortal.Domain.Templates;

public enum ChangeKind
{
    Added,
    Removed,

    /// <summary>Somewhere else; may have changed as well.</summary>
    Moved,
    Changed,
}

/// <summary>What of a part differs.</summary>
public enum ChangedField
{
    Name,
    Purpose,
    ForService,
    ForStarProgramme,
    Weight,
    Definition,
    Kind,
    Layer,
    Measure,
    DataSource,
    Sources,
    Anchor,
    GoalLimits,
    Origin,
    Score,
    Label,
    AskedOf,
    Required,
    Visibility,
}

/// <summary>A value of a field, as it is to be shown; null where there was or is none.</summary>
public abstract record FieldValue;

public sealed record TextValue(LocalText Text) : FieldValue;

public sealed record PercentValue(decimal Percent) : FieldValue;

public sealed record NumberValue(decimal Number) : FieldValue;

public sealed record FlagValue(bool Yes) : FieldValue;

public sealed record KindValue(IndicatorKind Kind) : FieldValue;

public sealed record LayerValue(IndicatorLayer Layer) : FieldValue;

public sealed record MeasureValue(Measure Measure, string Unit) : FieldValue;

public sealed record SharesValue(IReadOnlyList<SourceShare> Shares) : FieldValue;

public sealed record AskedOfValue(IReadOnlyList<Source> Sources) : FieldValue;

public sealed record VisibilityValue(AnswerVisibility Visibility) : FieldValue;

public sealed record LimitsValue(GoalLimits Limits) : FieldValue;

public sealed record OriginValue(LibraryOrigin Origin) : FieldValue;

/// <param name="Point">The point of the scale that an anchor belongs to; null otherwise.</param>
public sealed record FieldChange(ChangedField Field, FieldValue? Before, FieldValue? After, int? Point = null);

/// <summary>One part that differs.</summary>
/// <param name="Key">Of the section, indicator or question, or the value of the point.</param>
/// <param name="Name">As it is now, or as it was when it is gone.</param>
/// <param name="Within">The section an indicator is in, or was in.</param>
/// <param name="MovedFrom">The section that an indicator was in before it went to another.</param>
public sealed record PartChange(
    ChangeKind Kind,
    TemplatePart Part,
    string Key,
    LocalText Name,
    IReadOnlyList<FieldChange> Fields,
    LocalText? Within = null,
    LocalText? MovedFrom = null);
