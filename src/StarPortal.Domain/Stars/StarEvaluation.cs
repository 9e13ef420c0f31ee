namespace StarPortal.Domain.Stars;

/// <summary>Which level facts reach: a pure function, so that it can be repeated and tried with other criteria.</summary>
public static class StarEvaluation
{
    /// <summary>
    /// The level reached is the highest whose criteria and those of all lower levels are met. Without a total there is
    /// no star (null). Under the least tenure it is level 1. A fact that is missing is not met, and never counts as 0.
    /// </summary>
    public static StarExplanation Evaluate(StarDefinition definition, StarFacts facts)
    {
        var levels = definition.Levels.Select(l => Explain(l, facts, definition.Policy)).ToList();
        var newcomer = facts.TenureMonths < definition.Policy.NewcomerMonths;
        int? reached = facts.Total is null ? null : newcomer ? 1 : levels.TakeWhile(l => l.Met).Select(l => l.Number).LastOrDefault();
        return new StarExplanation(reached, newcomer, facts.TenureMonths, levels);
    }

    public static bool Compare(decimal actual, Comparison comparison, decimal needed) => comparison switch
    {
        Comparison.AtLeast => actual >= needed,
        Comparison.AtMost => actual <= needed,
        Comparison.Over => actual > needed,
        Comparison.Under => actual < needed,
        _ => actual == needed,
    };

    private static LevelExplanation Explain(StarLevel level, StarFacts facts, StarPolicy policy)
    {
        var criteria = level.Criteria is { } criterion ? Explain(criterion, facts, policy) : null;
        return new LevelExplanation(level.Number, criteria?.Met ?? true, criteria);
    }

    private static CriterionExplanation Explain(Criterion criterion, StarFacts facts, StarPolicy policy)
    {
        if (criterion is FactCriterion fact)
        {
            return Explain(fact, facts.Of(fact.Fact, policy.SmallestRankGroup));
        }

        var group = (CriterionGroup)criterion;
        List<CriterionExplanation> parts = [.. group.Parts.Select(p => Explain(p, facts, policy))];
        return new GroupExplanation(parts.Count(p => p.Met) >= group.Needed, group.Needed, parts);
    }

    private static FactExplanation Explain(FactCriterion fact, FactValue found)
    {
        if (found.Value is not { } actual)
        {
            return new FactExplanation(false, fact.Fact, fact.Comparison, fact.Value, null, null, found.Gap);
        }

        var met = Compare(actual, fact.Comparison, fact.Value);
        return new FactExplanation(met, fact.Fact, fact.Comparison, fact.Value, actual, met ? 0m : Math.Abs(fact.Value - actual), FactGap.None);
    }
}
