using System.Text.Json.Serialization;

namespace StarPortal.Domain.Templates;

/// <summary>Which way an actual value should go.</summary>
public enum Direction
{
    HigherIsBetter,
    LowerIsBetter,
}

/// <summary>What an indicator of the library says.</summary>
/// <param name="UsualWeight">Percent of a section, as a proposal; whoever takes the indicator sets the real weight.</param>
/// <param name="Unit">Unit of the actual value; empty for a rated one.</param>
/// <param name="DataSource">Where actual values usually come from; empty for a rated one.</param>
/// <param name="Sources">Who contributes, in percent; together 100.</param>
/// <param name="Anchors">Behaviour descriptions by point of the default scale; empty for a measured one.</param>
public sealed record LibraryContent(
    LocalText Name,
    LocalText Definition,
    IndicatorKind Kind,
    IndicatorLayer Layer,
    Measure Measure,
    string Unit,
    LocalText DataSource,
    decimal UsualWeight,
    IReadOnlyList<SourceShare> Sources,
    IReadOnlyDictionary<int, LocalText> Anchors)
{
    /// <summary>How far a participant's goal may differ; null when it may not.</summary>
    public GoalLimits? GoalLimits { get; init; }

    /// <summary>Follows from the measure.</summary>
    [JsonIgnore]
    public Direction Direction => Directions.Of(Measure);

    /// <summary>What an indicator of a template says, as content of the library.</summary>
    public static LibraryContent From(Indicator indicator) => new(
        indicator.Name,
        indicator.Definition,
        indicator.Kind,
        indicator.Layer ?? IndicatorLayer.Core,
        indicator.Measure,
        indicator.Unit,
        indicator.DataSource,
        indicator.Weight,
        indicator.Sources,
        indicator.Anchors)
    {
        GoalLimits = indicator.GoalLimits,
    };

    /// <summary>The indicator as a template takes it.</summary>
    public Indicator ToIndicator(string code, int version) => new(
        code,
        Name,
        Definition,
        Kind,
        UsualWeight,
        Measure,
        Unit,
        DataSource,
        Sources,
        Anchors)
    {
        Layer = Layer,
        Origin = new LibraryOrigin(code, version),
        GoalLimits = GoalLimits,
    };
}

public static class Directions
{
    public static Direction Of(Measure measure) => measure switch
    {
        BandsMeasure { LowerIsBetter: true } or DeductionMeasure => Direction.LowerIsBetter,
        LinearMeasure linear when linear.Floor > linear.Target => Direction.LowerIsBetter,
        _ => Direction.HigherIsBetter,
    };
}

/// <summary>What stands between an indicator and its place in the library: the same as in a template, and nothing left open.</summary>
public static class LibraryCheck
{
    public static IReadOnlyList<Error> Errors(LibraryContent content)
    {
        var place = new TemplatePlace(TemplatePart.Indicator);
        var faults = new FaultList();
        faults.AddIf(content.Name.IsEmpty, TemplateErrors.NameMissing, place);
        faults.AddIf(content.Definition.IsEmpty, LibraryErrors.DefinitionMissing, place);
        IndicatorCheck.Add(content.ToIndicator("x", 1), content.Name, place, faults);
        return [.. faults.All.Select(f => f.Error)];
    }
}

/// <summary>Named errors of the indicator library.</summary>
public static class LibraryErrors
{
    public static readonly Error NotOwn = new("Templates", "LibraryNotOwn");
    public static readonly Error Retired = new("Templates", "LibraryRetired");
    public static readonly Error NotRetired = new("Templates", "LibraryNotRetired");
    public static readonly Error DefinitionMissing = new("Templates", "LibraryDefinitionMissing");
}

/// <summary>An indicator that ships with the product.</summary>
/// <param name="Code">Never changes and never begins with <see cref="LibraryIndicator.OwnPrefix"/>.</param>
/// <param name="Edition">Raised with every change of the content; it becomes the version's number.</param>
public sealed record GeneralIndicator(string Code, int Edition, LibraryContent Content);

public static class LibraryRenewal
{
    /// <summary>
    /// The newer version of the same library indicator in a template's place: what it says and how it is measured are new, the
    /// template's own key and weight stay, and so do sources and limits that still fit.
    /// </summary>
    public static Indicator Renewed(this Indicator held, Indicator newest) => newest with
    {
        Key = held.Key,
        Weight = held.Weight,
        Sources = held.NeedsActual == newest.NeedsActual ? held.Sources : newest.Sources,
        GoalLimits = held.Measure.GetType() == newest.Measure.GetType() ? held.GoalLimits ?? newest.GoalLimits : newest.GoalLimits,
    };
}
