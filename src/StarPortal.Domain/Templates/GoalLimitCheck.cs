namespace StarPortal.Domain.Templates;

/// <summary>The part of <see cref="TemplateCheck"/> that looks at how far participants' goals may differ.</summary>
internal static class GoalLimitCheck
{
    internal static void Add(Indicator indicator, LocalText where, TemplatePlace place, FaultList faults)
    {
        if (indicator.GoalLimits is { } limits)
        {
            Target(indicator.Measure, limits, where, place, faults);
            Weight(indicator.Weight, limits, where, place, faults);
        }
    }

    private static void Target(Measure measure, GoalLimits limits, LocalText where, TemplatePlace place, FaultList faults)
    {
        if (limits is { LowestTarget: null, HighestTarget: null })
        {
            return;
        }

        if (measure.Target() is not { } own)
        {
            faults.AddIf(true, TemplateErrors.GoalTargetNone.With(where), place);
            return;
        }

        var (low, high) = (limits.LowestTarget ?? own, limits.HighestTarget ?? own);
        faults.AddIf(!IndicatorCheck.IsReasonable(low) || !IndicatorCheck.IsReasonable(high), TemplateErrors.NumberTooFine.With(where), place);
        faults.AddIf(low > high, TemplateErrors.GoalTargetOrder.With(where, low, high), place);
        faults.AddIf(low <= high && (own < low || own > high), TemplateErrors.GoalTargetOutside.With(where, own, low, high), place);

        // a target in this range that meets the floor, or is 0, has no score
        var floor = measure is LinearMeasure linear ? linear.Floor : 0m;
        faults.AddIf(low <= own && own <= high && own != floor && low <= floor && floor <= high, TemplateErrors.GoalTargetFloor.With(where, floor), place);
    }

    private static void Weight(decimal own, GoalLimits limits, LocalText where, TemplatePlace place, FaultList faults)
    {
        var (low, high) = (limits.LowestWeight ?? own, limits.HighestWeight ?? own);
        foreach (var bound in new[] { limits.LowestWeight, limits.HighestWeight }.OfType<decimal>())
        {
            faults.Weight(bound, where, place);
        }

        faults.AddIf(low > high, TemplateErrors.GoalWeightOrder.With(where, low, high), place);
        faults.AddIf(low <= high && (own < low || own > high), TemplateErrors.GoalWeightOutside.With(where, own, low, high), place);
    }
}
