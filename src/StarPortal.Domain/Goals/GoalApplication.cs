using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Goals;

/// <summary>A participant's own definition: the template with the targets and weights that were agreed on.</summary>
public static class GoalApplication
{
    /// <summary>
    /// The template as it holds for somebody with these goals. Scoring then knows nothing of goals: it computes what a
    /// template with those figures would give.
    /// </summary>
    /// <param name="template">The cycle's.</param>
    /// <param name="goals">Confirmed goals only; indicators without one keep the template's figures.</param>
    /// <exception cref="InvalidOperationException">
    /// The goals break the template's limits. Confirming refuses such goals and the template of a cycle is frozen, so it is
    /// a bug; scoring by the template's figures instead would make a wrong result look right.
    /// </exception>
    public static TemplateDefinition Apply(TemplateDefinition template, IReadOnlyList<GoalEntry> goals)
    {
        if (goals.Count == 0)
        {
            return template;
        }

        if (GoalRules.Check(template, goals) is [var fault, ..])
        {
            throw new InvalidOperationException($"Confirmed goals do not fit the template: {fault}");
        }

        var byKey = goals.ToDictionary(g => g.IndicatorKey, StringComparer.Ordinal);
        return template with
        {
            Sections =
            [
                .. template.Sections.Select(s => s with { Indicators = [.. s.Indicators.Select(i => Apply(i, byKey.GetValueOrDefault(i.Key)))] }),
            ],
        };
    }

    private static Indicator Apply(Indicator indicator, GoalEntry? goal)
    {
        var templates = indicator.Measure.Target();
        var target = goal?.Target ?? templates;
        var weight = goal?.Weight ?? indicator.Weight;
        return target == templates && weight == indicator.Weight
            ? indicator
            : indicator with
            {
                Weight = weight,
                Measure = Aimed(indicator.Measure, target),
                Personal = new PersonalGoal(indicator.Weight, target, templates),
            };
    }

    private static Measure Aimed(Measure measure, decimal? target) => (measure, target) switch
    {
        (LinearMeasure linear, { } figure) => linear with { Target = figure },
        (CompletionMeasure completion, { } figure) => completion with { Target = figure },
        _ => measure,
    };
}
