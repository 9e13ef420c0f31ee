namespace StarPortal.Domain.Cycles;

/// <summary>When a phase opens and closes.</summary>
/// <param name="OpensAt">UTC.</param>
/// <param name="ClosesAt">UTC.</param>
public sealed record PhaseDates(PhaseKind Kind, DateTime OpensAt, DateTime ClosesAt);

/// <summary>What the wizard sets, all of it while the cycle is a draft only.</summary>
public sealed partial class Cycle
{
    /// <summary>The least anonymity threshold there is.</summary>
    public const int LeastThreshold = 3;

    public const int LongestName = 200;

    public Result EditBasics(string name, PeriodKind kind, DateOnly start, DateOnly end, string timeZone)
    {
        if (MustBe(CycleState.Draft) is { Failed: true } wrong)
        {
            return wrong;
        }

        var errors = new List<Error>();
        if (string.IsNullOrWhiteSpace(name))
        {
            errors.Add(CycleErrors.NameMissing);
        }
        else if (name.Trim().Length > LongestName)
        {
            errors.Add(CycleErrors.NameTooLong.With(LongestName));
        }

        if (end < start)
        {
            errors.Add(CycleErrors.PeriodReversed);
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
        {
            errors.Add(CycleErrors.UnknownTimeZone.With(timeZone));
        }

        if (errors.Count > 0)
        {
            return Result.Fail(errors);
        }

        (Name, PeriodKind, PeriodStart, PeriodEnd, TimeZone) = (name.Trim(), kind, start, end, timeZone);
        return Result.Ok;
    }

    /// <param name="templateVersionId">A published version; the caller has checked that it is.</param>
    public Result ChooseTemplate(int templateVersionId)
    {
        if (MustBe(CycleState.Draft) is { Failed: true } wrong)
        {
            return wrong;
        }

        TemplateVersionId = templateVersionId;
        return Result.Ok;
    }

    /// <param name="programmeVersionId">A published version, effective at the period's end; the caller has checked that it is. Null for none.</param>
    public Result ChooseStarProgramme(int? programmeVersionId)
    {
        if (MustBe(CycleState.Draft) is { Failed: true } wrong)
        {
            return wrong;
        }

        StarProgrammeVersionId = programmeVersionId;
        return Result.Ok;
    }

    public Result ChoosePopulation(Population population)
    {
        if (MustBe(CycleState.Draft) is { Failed: true } wrong)
        {
            return wrong;
        }

        Population = population;
        return Result.Ok;
    }

    public Result ChooseReviewers(bool self, bool manager, int threshold)
    {
        if (MustBe(CycleState.Draft) is { Failed: true } wrong)
        {
            return wrong;
        }

        if (threshold < LeastThreshold)
        {
            return CycleErrors.ThresholdTooLow.With(LeastThreshold);
        }

        (WithSelfReview, WithManagerReview, AnonymityThreshold) = (self, manager, threshold);
        return Result.Ok;
    }

    public Result SetReviewRules(ReviewRules rules)
    {
        if (MustBe(CycleState.Draft) is { Failed: true } wrong)
        {
            return wrong;
        }

        var errors = rules.Check();
        if (errors.Count > 0)
        {
            return Result.Fail(errors);
        }

        ReviewRules = rules;
        return Result.Ok;
    }

    /// <summary>May be changed until release: it is about what the program does, not about what people see.</summary>
    public Result ChooseRelease(ReleaseMode mode)
    {
        if (MustBe(CycleState.Draft, CycleState.Published, CycleState.Running, CycleState.Calibrating) is { Failed: true } wrong)
        {
            return wrong;
        }

        ReleaseMode = mode;
        return Result.Ok;
    }

    /// <summary>Replaces the calendar; a phase that stays keeps its identity.</summary>
    public Result SetCalendar(IReadOnlyList<PhaseDates> calendar)
    {
        if (MustBe(CycleState.Draft) is { Failed: true } wrong)
        {
            return wrong;
        }

        var errors = PhaseRules.Check(calendar);
        if (errors.Count > 0)
        {
            return Result.Fail(errors);
        }

        phases.RemoveAll(p => calendar.All(d => d.Kind != p.Kind));
        foreach (var dates in calendar)
        {
            if (Phase(dates.Kind) is { } phase)
            {
                phase.Reschedule(dates.OpensAt, dates.ClosesAt);
            }
            else
            {
                phases.Add(new CyclePhase(dates.Kind, dates.OpensAt, dates.ClosesAt));
            }
        }

        return Result.Ok;
    }
}
