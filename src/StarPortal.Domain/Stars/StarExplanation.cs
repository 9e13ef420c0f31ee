using System.Text.Json.Serialization;

namespace StarPortal.Domain.Stars;

/// <summary>What an evaluation found, with every criterion of every level. Kept with the outcome; never computed again from newer facts.</summary>
/// <param name="Reached">0 when not even level 1 is met; null when the result has no total.</param>
/// <param name="Newcomer">Under the least tenure: at level 1 whatever the criteria say.</param>
/// <param name="TenureMonths">As it was evaluated.</param>
public sealed record StarExplanation(int? Reached, bool Newcomer, int? TenureMonths, IReadOnlyList<LevelExplanation> Levels)
{
    public LevelExplanation? Level(int number) => Levels.FirstOrDefault(l => l.Number == number);
}

/// <param name="Met">The criteria of this level alone are met.</param>
/// <param name="Criteria">Null when the level asks nothing.</param>
public sealed record LevelExplanation(int Number, bool Met, CriterionExplanation? Criteria);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(GroupExplanation), "group")]
[JsonDerivedType(typeof(FactExplanation), "fact")]
public abstract record CriterionExplanation(bool Met)
{
    /// <summary>The comparisons in it, in order, however deep.</summary>
    public IEnumerable<FactExplanation> Facts() => this switch
    {
        FactExplanation fact => [fact],
        GroupExplanation group => group.Parts.SelectMany(p => p.Facts()),
        _ => [],
    };
}

/// <param name="Needed">How many parts must be met.</param>
public sealed record GroupExplanation(bool Met, int Needed, IReadOnlyList<CriterionExplanation> Parts) : CriterionExplanation(Met);

/// <param name="Needed">The figure asked for.</param>
/// <param name="Actual">The fact; null when it is missing.</param>
/// <param name="Distance">How far the fact is from the figure: 0 when met, null when the fact is missing.</param>
/// <param name="Gap">Why the fact is missing.</param>
public sealed record FactExplanation(
    bool Met, FactReference Fact, Comparison Comparison, decimal Needed, decimal? Actual, decimal? Distance, FactGap Gap)
    : CriterionExplanation(Met);
