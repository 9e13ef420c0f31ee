using System.Text.Json.Serialization;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Results;

/// <summary>
/// How a total came about, down to each share. Figures are exact, not rounded. It holds nothing that an anonymous group
/// under the threshold could be derived from: such a group has no score, no count and no share in it.
/// </summary>
/// <param name="Total">After adjustments and clamping to 0…120; null means insufficient data.</param>
/// <param name="Composed">Weighted sum of the sections before adjustments.</param>
public sealed record ScoreTree(
    decimal? Total,
    decimal? Composed,
    IReadOnlyList<SectionScore> Sections,
    IReadOnlyList<AppliedAdjustment> Adjustments);

/// <summary>Why a part of the tree has no score.</summary>
public enum LeftOut
{
    /// <summary>It counts.</summary>
    No,

    /// <summary>No actual value was entered.</summary>
    NoActual,

    /// <summary>Nobody submitted, or nobody observed it.</summary>
    NoRating,

    /// <summary>An anonymous group with fewer answers than the threshold, even together with others.</summary>
    UnderThreshold,

    /// <summary>Exempted after an incident, with two approvals.</summary>
    Exempted,

    /// <summary>None of its parts has a score.</summary>
    NothingInside,
}

/// <param name="Weight">As in the template, percent.</param>
/// <param name="EffectiveWeight">After missing parts' weight was spread, percent; 0 when left out.</param>
public sealed record SectionScore(
    string Key,
    LocalText Name,
    decimal Weight,
    decimal EffectiveWeight,
    decimal? Score,
    LeftOut LeftOut,
    IReadOnlyList<IndicatorScore> Indicators);

/// <inheritdoc cref="SectionScore"/>
public sealed record IndicatorScore(
    string Key,
    LocalText Name,
    decimal Weight,
    decimal EffectiveWeight,
    decimal? Score,
    LeftOut LeftOut,
    IReadOnlyList<SourceScore> Sources)
{
    /// <summary>Set when weight and target are the participant's own; <see cref="Weight"/> then is theirs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PersonalGoal? Personal { get; init; }
}

/// <param name="Share">As in the template, percent.</param>
/// <param name="EffectiveShare">After missing sources' share was spread, percent.</param>
/// <param name="Actual">The actual value for <see cref="Source.Data"/>.</param>
/// <param name="Count">How many ratings the mean is over; null for data and for anything left out.</param>
public sealed record SourceScore(
    Source Source,
    decimal Share,
    decimal EffectiveShare,
    decimal? Score,
    decimal? Actual,
    string Unit,
    int? Count,
    LeftOut LeftOut);

public sealed record AppliedAdjustment(decimal Points, string Reason, string ApprovedBy);
