using System.Text.Json.Serialization;

namespace StarPortal.Domain.Stars;

/// <summary>A condition on facts: one comparison, or a group of conditions.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AllOf), "all")]
[JsonDerivedType(typeof(AtLeastOf), "atLeast")]
[JsonDerivedType(typeof(FactCriterion), "fact")]
public abstract record Criterion
{
    /// <summary>The comparisons in it, in order, however deep.</summary>
    public IEnumerable<FactCriterion> Comparisons() => this switch
    {
        FactCriterion fact => [fact],
        CriterionGroup group => group.Parts.SelectMany(p => p.Comparisons()),
        _ => [],
    };
}

public abstract record CriterionGroup(IReadOnlyList<Criterion> Parts) : Criterion
{
    /// <summary>How many parts must be met.</summary>
    [JsonIgnore]
    public abstract int Needed { get; }
}

/// <summary>Met when every part is.</summary>
public sealed record AllOf(IReadOnlyList<Criterion> Parts) : CriterionGroup(Parts)
{
    [JsonIgnore]
    public override int Needed => Parts.Count;
}

/// <summary>Met when at least <paramref name="Count"/> parts are.</summary>
public sealed record AtLeastOf(int Count, IReadOnlyList<Criterion> Parts) : CriterionGroup(Parts)
{
    [JsonIgnore]
    public override int Needed => Count;
}

/// <summary>Met when the fact is there and compares as asked; a fact that is missing is never met.</summary>
public sealed record FactCriterion(FactReference Fact, Comparison Comparison, decimal Value) : Criterion;

public enum Comparison
{
    AtLeast,
    AtMost,
    Over,
    Under,
    Equal,
}

/// <summary>What criteria may look at.</summary>
public enum FactKind
{
    /// <summary>0 to 120, rounded as it is shown.</summary>
    TotalScore,

    /// <summary>A section's score, by the section's key.</summary>
    SectionScore,

    /// <summary>An indicator's score, by the indicator's key.</summary>
    IndicatorScore,

    /// <summary>An indicator's actual value over the whole period, by its key.</summary>
    ActualValue,

    /// <summary>An indicator's actual value divided by the months of the period, by its key.</summary>
    ActualPerMonth,

    /// <summary>Complete months of service at the period's end; see <see cref="Months.Tenure"/>.</summary>
    TenureMonths,

    /// <summary>How often a training was completed, by its code; without a code, how many different trainings.</summary>
    Training,

    /// <summary>Number of commendations.</summary>
    Commendations,

    /// <summary>Number of adopted suggestions.</summary>
    Suggestions,

    /// <summary>Place by total in a group as percent of its size: 10 means among the best 10 %.</summary>
    RankPercentile,
}

/// <summary>Which dates count for facts that people record.</summary>
public enum FactWindow
{
    /// <summary>The cycle's period.</summary>
    Cycle,

    /// <summary>The twelve months that end with the cycle's period.</summary>
    Year,

    /// <summary>Any day up to the end of the cycle's period.</summary>
    Ever,
}

/// <summary>With whom a rank compares.</summary>
public enum RankGroup
{
    /// <summary>Everybody in the cycle.</summary>
    Everybody,

    /// <summary>The person's own department with everything below it.</summary>
    Department,

    /// <summary>People of the same level.</summary>
    Level,
}

/// <summary>Names one fact.</summary>
/// <param name="Key">Key of the section or indicator, or code of the training; else empty.</param>
/// <param name="Window">For training, commendations and suggestions.</param>
/// <param name="Group">For the rank.</param>
public sealed record FactReference(FactKind Kind, string Key = "", FactWindow Window = FactWindow.Cycle, RankGroup Group = RankGroup.Everybody)
{
    [JsonIgnore]
    public bool NeedsKey => Kind is FactKind.SectionScore or FactKind.IndicatorScore or FactKind.ActualValue or FactKind.ActualPerMonth;

    [JsonIgnore]
    public bool HasWindow => Kind is FactKind.Training or FactKind.Commendations or FactKind.Suggestions;

    /// <summary>Counted in whole numbers from 0.</summary>
    [JsonIgnore]
    public bool IsCount => HasWindow || Kind == FactKind.TenureMonths;
}
