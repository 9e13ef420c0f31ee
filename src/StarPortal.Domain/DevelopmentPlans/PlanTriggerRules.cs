using StarPortal.Domain.Templates;

namespace StarPortal.Domain.DevelopmentPlans;

/// <summary>A person's level after one cycle of a programme.</summary>
/// <param name="Reached">Null for insufficient data.</param>
/// <param name="Newcomer">At level 1 whatever was reached.</param>
public sealed record CycleLevel(string Cycle, int LevelAfter, int? Reached, bool Newcomer);

/// <summary>What a section came to; of a computation tree, which holds a lot more, only this is asked for.</summary>
public sealed record SectionOutcome(string Key, LocalText Name, decimal? Score);

/// <summary>When a closing calls for a development plan: pure.</summary>
public static class PlanTriggerRules
{
    /// <summary>A behaviour section under this calls for a plan.</summary>
    public const decimal LeastBehaviour = 60m;

    /// <summary>
    /// The lowest level twice in a row. A cycle without data neither counts nor ends the row; a newcomer is at the lowest
    /// level by rule, which says nothing about the person.
    /// </summary>
    /// <param name="now">After the cycle that is closed.</param>
    /// <param name="before">After the last cycle before it that had data; null when there was none.</param>
    public static bool IsLowestTwice(CycleLevel now, CycleLevel? before) => IsLowest(now) && before is not null && IsLowest(before);

    /// <summary>Sections of a template that are about behaviour: at least half of their weight is.</summary>
    public static IReadOnlyList<string> BehaviourSections(TemplateDefinition template) =>
    [
        .. template.Sections
            .Where(s => s.Indicators.Count > 0 && s.Indicators.Where(i => i.Kind == IndicatorKind.Behaviour).Sum(i => i.Weight) * 2 >= s.Indicators.Sum(i => i.Weight))
            .Select(s => s.Key),
    ];

    /// <summary>The lowest of the behaviour sections when it is too low; null otherwise, and where nothing was rated.</summary>
    public static SectionOutcome? LowBehaviour(IReadOnlyCollection<string> sections, IEnumerable<SectionOutcome> scores) =>
        scores
            .Where(s => sections.Contains(s.Key) && s.Score is { } score && Rounding.Score(score) < LeastBehaviour)
            .MinBy(s => s.Score);

    private static bool IsLowest(CycleLevel cycle) => cycle is { LevelAfter: 1, Reached: not null, Newcomer: false };
}
