using System.Text.Json.Serialization;

namespace StarPortal.Domain.Templates;

/// <summary>
/// What a form template says, as one immutable tree. Keys are stable across versions of a template and unique in it:
/// answers, actual values and computation trees refer to them.
/// </summary>
public sealed record TemplateDefinition(
    LocalText Name,
    LocalText Purpose,
    RatingScale Scale,
    IReadOnlyList<Section> Sections,
    IReadOnlyList<OpenQuestion> Questions)
{
    public IEnumerable<Indicator> Indicators => Sections.SelectMany(s => s.Indicators);

    public Indicator? FindIndicator(string key) => Indicators.FirstOrDefault(i => i.Key == key);

    /// <summary>For service roles, where customer satisfaction should weigh 40 to 50 %.</summary>
    public bool ForService { get; init; }

    /// <summary>Used by a star programme, where growth should weigh 20 % or more.</summary>
    public bool ForStarProgramme { get; init; }
}

/// <param name="Weight">Share of the total in percent; all sections together make 100.</param>
public sealed record Section(string Key, LocalText Name, decimal Weight, IReadOnlyList<Indicator> Indicators);

public enum IndicatorKind
{
    Performance,
    Behaviour,
    Growth,
    Innovation,
}

/// <param name="Weight">Share of the section in percent; all indicators of a section together make 100.</param>
/// <param name="Measure">How an actual value becomes a score; a <see cref="RatingMeasure"/> where nothing is measured.</param>
/// <param name="Unit">Unit of the actual value, for example <c>%</c> or <c>min</c>; empty for a rated one.</param>
/// <param name="DataSource">Where actual values come from, for example "ticket system"; empty for a rated one.</param>
/// <param name="Sources">Who contributes, in percent; together 100.</param>
/// <param name="Anchors">Behaviour descriptions for the points of the scale, by <see cref="RatingPoint.Value"/>; a missing one falls back to the scale's.</param>
public sealed record Indicator(
    string Key,
    LocalText Name,
    LocalText Definition,
    IndicatorKind Kind,
    decimal Weight,
    Measure Measure,
    string Unit,
    LocalText DataSource,
    IReadOnlyList<SourceShare> Sources,
    IReadOnlyDictionary<int, LocalText> Anchors)
{
    /// <summary>Whether reviewers of this relationship rate the indicator (a share of 0 is asked but does not count).</summary>
    public bool IsRatedBy(Source source) => Sources.Any(s => s.Source == source && source != Source.Data);

    public bool NeedsActual => Sources.Any(s => s.Source == Source.Data);

    /// <summary>How close it is to what the company lives on; null when nobody said.</summary>
    public IndicatorLayer? Layer { get; init; }

    /// <summary>Where it was taken from in the indicator library; null for one of the template's own.</summary>
    public LibraryOrigin? Origin { get; init; }

    /// <summary>How far a participant's goal may differ from the template; null when it may not.</summary>
    public GoalLimits? GoalLimits { get; init; }

    /// <summary>What one participant agreed on instead of the template's figures; never part of a template.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PersonalGoal? Personal { get; init; }
}

/// <summary>Says that an indicator's weight and target are a participant's own, and what they were in the template.</summary>
/// <param name="TemplateWeight">Percent of the section.</param>
/// <param name="Target">The participant's; null where the measure has none.</param>
/// <param name="TemplateTarget">Null where the measure has none.</param>
public sealed record PersonalGoal(decimal TemplateWeight, decimal? Target, decimal? TemplateTarget);

/// <summary>Core results, the process that leads there, or something new.</summary>
public enum IndicatorLayer
{
    Core,
    Process,
    Innovation,
}

/// <param name="Code">Of the library's indicator.</param>
/// <param name="Version">The version that was taken.</param>
public sealed record LibraryOrigin(string Code, int Version);

/// <summary>Within what a participant's own target and weight may lie. Null bounds mean the template's own figure holds.</summary>
/// <param name="LowestTarget">Smallest figure allowed as a target.</param>
/// <param name="HighestTarget">Greatest figure allowed as a target.</param>
/// <param name="LowestWeight">Percent of the section.</param>
/// <param name="HighestWeight">Percent of the section.</param>
public sealed record GoalLimits(decimal? LowestTarget, decimal? HighestTarget, decimal? LowestWeight, decimal? HighestWeight);

/// <summary>Where a part of an indicator's score comes from.</summary>
public enum Source
{
    Data,
    Self,
    Manager,
    Peer,
    Report,
    CrossTeam,
    Customer,

    /// <summary>Only in computation trees: groups under the threshold that are shown and counted together.</summary>
    Colleagues,
}

/// <param name="Share">Percent of the indicator's score; 0 for a source that is asked but not counted.</param>
public sealed record SourceShare(Source Source, decimal Share);

/// <summary>3 to 7 labelled points.</summary>
public sealed record RatingScale(IReadOnlyList<RatingPoint> Points)
{
    public decimal? ScoreOf(int value)
    {
        // asked a million times when a large cycle is computed
        for (var i = 0; i < Points.Count; i++)
        {
            if (Points[i].Value == value)
            {
                return Points[i].Score;
            }
        }

        return null;
    }
}

/// <param name="Value">What the reviewer picks, 1 upwards.</param>
/// <param name="Score">What it is worth, 0 to 100.</param>
/// <param name="Anchor">The behaviour that this point describes.</param>
public sealed record RatingPoint(int Value, decimal Score, LocalText Label, LocalText Anchor);

/// <param name="AskedOf">The relationships whose forms carry the question.</param>
/// <param name="Required">Whether the form can be submitted without an answer.</param>
/// <param name="Visibility">Who reads the answers after release.</param>
public sealed record OpenQuestion(
    string Key,
    LocalText Text,
    IReadOnlyList<Source> AskedOf,
    bool Required,
    AnswerVisibility Visibility);

public enum AnswerVisibility
{
    /// <summary>The participant and the manager; anonymous groups only as a group.</summary>
    ParticipantAndManager,

    /// <summary>The manager and HR, never the participant.</summary>
    ManagerOnly,

    /// <summary>HR only.</summary>
    HrOnly,
}
