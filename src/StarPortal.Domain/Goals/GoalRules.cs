using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Goals;

/// <summary>Within what a figure may lie, bounds included.</summary>
public sealed record GoalRange(decimal Lowest, decimal Highest)
{
    public bool IsFixed => Lowest == Highest;

    public bool Contains(decimal figure) => figure >= Lowest && figure <= Highest;
}

/// <summary>What goals may say: the limits are the template's, and weights of a section make exactly 100.</summary>
/// <remarks>
/// Only a linear or completion measure has a target to choose; thresholds, deductions and pass/fail keep the template's
/// figures, of which a single target could not stand for all. The floor stays the template's too: without it a person
/// could move both ends of the scale and turn a lower target into a higher score.
/// </remarks>
public static class GoalRules
{
    public const int LongestText = 2_000;

    public const int LongestReason = 1_000;

    /// <summary>Digits before the point; more do not fit the storage.</summary>
    public const decimal Largest = 1_000_000_000_000m;

    /// <summary>Where a score of 0 lies; null where the measure has no such end.</summary>
    public static decimal? FloorOf(Measure measure) => measure switch
    {
        LinearMeasure linear => linear.Floor,
        CompletionMeasure => 0m,
        _ => null,
    };

    /// <summary>Targets that a participant may choose; null where there is nothing to choose.</summary>
    public static GoalRange? TargetRange(Indicator indicator) =>
        indicator.Measure.Target() is { } own && indicator.GoalLimits is { } limits
            ? Choice(new GoalRange(limits.LowestTarget ?? own, limits.HighestTarget ?? own))
            : null;

    /// <inheritdoc cref="TargetRange"/>
    public static GoalRange? WeightRange(Indicator indicator) =>
        indicator.GoalLimits is { } limits
            ? Choice(new GoalRange(limits.LowestWeight ?? indicator.Weight, limits.HighestWeight ?? indicator.Weight))
            : null;

    /// <summary>The entry with the template's figures where it gives none; what two entries are compared by.</summary>
    public static GoalEntry Filled(Indicator indicator, GoalEntry? entry) => new(
        indicator.Key,
        entry?.Target ?? indicator.Measure.Target(),
        entry?.Weight ?? indicator.Weight,
        entry?.Text.Trim() ?? "",
        entry?.KeyResultId);

    /// <summary>Everything that is wrong with goals that are to be agreed on.</summary>
    public static IReadOnlyList<Error> Check(TemplateDefinition template, IReadOnlyList<GoalEntry> entries)
    {
        var errors = CheckDraft(template, entries).ToList();
        if (errors.Count > 0)
        {
            return errors;
        }

        var byKey = entries.ToDictionary(e => e.IndicatorKey, StringComparer.Ordinal);
        foreach (var section in template.Sections)
        {
            foreach (var indicator in section.Indicators)
            {
                if (byKey.GetValueOrDefault(indicator.Key) is { } entry)
                {
                    errors.AddRange(Target(indicator, entry.Target));
                    errors.AddRange(Weight(indicator, entry.Weight));
                }
            }

            var sum = section.Indicators.Sum(i => byKey.GetValueOrDefault(i.Key)?.Weight ?? i.Weight);
            if (sum != Weights.Whole)
            {
                errors.Add(GoalErrors.SectionWeights.With(section.Name, sum));
            }
        }

        return errors;
    }

    /// <summary>What not even a draft may hold.</summary>
    public static IReadOnlyList<Error> CheckDraft(TemplateDefinition template, IReadOnlyList<GoalEntry> entries)
    {
        var errors = new List<Error>();
        foreach (var same in entries.GroupBy(e => e.IndicatorKey, StringComparer.Ordinal))
        {
            if (template.FindIndicator(same.Key) is not { } indicator)
            {
                errors.Add(GoalErrors.UnknownIndicator.With(same.Key));
            }
            else if (same.Count() > 1)
            {
                errors.Add(GoalErrors.IndicatorTwice.With(indicator.Name));
            }
        }

        if (entries.Any(e => e.Text.Trim().Length > LongestText))
        {
            errors.Add(GoalErrors.TooLong.With(LongestText));
        }

        if (entries.Any(e => Math.Abs(e.Target ?? 0m) >= Largest || Math.Abs(e.Weight ?? 0m) >= Largest))
        {
            errors.Add(GoalErrors.NumberTooLarge);
        }

        return errors;
    }

    private static GoalRange? Choice(GoalRange range) => range.IsFixed ? null : range;

    private static IEnumerable<Error> Target(Indicator indicator, decimal? target)
    {
        if (target is not { } figure || figure == indicator.Measure.Target())
        {
            yield break;
        }

        if (TargetRange(indicator) is not { } range)
        {
            yield return GoalErrors.TargetFixed.With(indicator.Name);
        }
        else if (!range.Contains(figure))
        {
            yield return GoalErrors.TargetRange.With(indicator.Name, range.Lowest, range.Highest);
        }
        else if (FloorOf(indicator.Measure) is { } floor && Math.Sign(figure - floor) != Math.Sign(indicator.Measure.Target()!.Value - floor))
        {
            yield return GoalErrors.TargetBeyondFloor.With(indicator.Name, floor);
        }
    }

    private static IEnumerable<Error> Weight(Indicator indicator, decimal? weight)
    {
        if (weight is not { } figure || figure == indicator.Weight)
        {
            yield break;
        }

        if (WeightRange(indicator) is not { } range)
        {
            yield return GoalErrors.WeightFixed.With(indicator.Name, indicator.Weight);
        }
        else if (!range.Contains(figure) || !Weights.IsValid(figure))
        {
            yield return GoalErrors.WeightRange.With(indicator.Name, range.Lowest, range.Highest);
        }
    }
}
