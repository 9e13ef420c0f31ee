namespace StarPortal.Domain.Stars;

/// <summary>The part of <see cref="StarCheck"/> that reads criteria: each comparison, each group, and what they say together.</summary>
internal static class CriteriaCheck
{
    /// <summary>A group may hold groups, those only comparisons: more nesting nobody reads.</summary>
    private const int MostDepth = 2;

    private const decimal HighestScore = 120m;

    internal static void Add(StarDefinition definition, StarCheckContext context, StarFaultList faults)
    {
        var lower = new List<(int Level, Placed Comparison)>();
        foreach (var (index, level) in definition.Levels.Index())
        {
            if (level.Criteria is not { } criteria)
            {
                continue;
            }

            var path = $"levels[{index}].criteria";
            Walk(criteria, path, level.Number, 1, context, faults);
            var required = Required(criteria, path).ToList();
            Together(level.Number, required, faults);
            Against(level.Number, required, lower, faults);
            lower.AddRange(required.Select(r => (level.Number, r)));
        }
    }

    private static void Walk(Criterion criterion, string path, int level, int depth, StarCheckContext context, StarFaultList faults)
    {
        if (criterion is FactCriterion fact)
        {
            Reference(fact, path, level, context, faults);
            return;
        }

        var group = (CriterionGroup)criterion;
        faults.ErrorIf(depth > MostDepth, path, StarErrors.GroupTooDeep.With(level));
        faults.ErrorIf(group.Parts.Count == 0, path, StarErrors.GroupEmpty.With(level));
        faults.ErrorIf(
            group.Parts.Count > 0 && (group.Needed < 1 || group.Needed > group.Parts.Count), path, StarErrors.GroupCount.With(level, group.Needed, group.Parts.Count));
        foreach (var (index, part) in group.Parts.Index())
        {
            Walk(part, $"{path}.parts[{index}]", level, depth + 1, context, faults);
        }

        if (group is AtLeastOf some)
        {
            faults.ErrorIf(!CanMeet(some), path, StarErrors.Contradiction.With(level, FirstKind(some), FirstKey(some)));
        }
    }

    private static void Reference(FactCriterion criterion, string path, int level, StarCheckContext context, StarFaultList faults)
    {
        var fact = criterion.Fact;
        faults.ErrorIf(fact.NeedsKey && fact.Key.Length == 0, path, StarErrors.KeyMissing.With(level));
        if (fact.Key.Length > 0)
        {
            Known(fact, path, level, context, faults);
        }

        var value = criterion.Value;
        faults.ErrorIf(fact.IsCount && value != decimal.Truncate(value), path, StarErrors.CountNotWhole.With(level, value));
        var fits = fact.Kind switch
        {
            FactKind.TotalScore or FactKind.SectionScore or FactKind.IndicatorScore => value is >= 0m and <= HighestScore,
            FactKind.RankPercentile => value is > 0m and <= 100m,
            FactKind.ActualValue or FactKind.ActualPerMonth => true,
            _ => value is >= 0m and <= 1200m,
        };
        faults.ErrorIf(!fits, path, StarErrors.ValueRange.With(level, value));
    }

    private static void Known(FactReference fact, string path, int level, StarCheckContext context, StarFaultList faults)
    {
        if (fact.Kind == FactKind.Training)
        {
            faults.WarnIf(context.Trainings?.Contains(fact.Key) == false, path, StarErrors.UnknownTraining.With(level, fact.Key));
            return;
        }

        if (context.Template is not { } template)
        {
            return;
        }

        if (fact.Kind == FactKind.SectionScore)
        {
            faults.ErrorIf(template.Sections.All(s => s.Key != fact.Key), path, StarErrors.UnknownSection.With(level, fact.Key));
            return;
        }

        var indicator = template.FindIndicator(fact.Key);
        faults.ErrorIf(indicator is null, path, StarErrors.UnknownIndicator.With(level, fact.Key));
        faults.ErrorIf(
            fact.Kind is FactKind.ActualValue or FactKind.ActualPerMonth && indicator is { NeedsActual: false },
            path,
            StarErrors.IndicatorWithoutActual.With(level, fact.Key));
    }

    /// <summary>The comparisons without which the criterion cannot be met.</summary>
    private static IEnumerable<Placed> Required(Criterion criterion, string path) => criterion switch
    {
        FactCriterion fact => [new Placed(fact, path)],
        CriterionGroup group when group.Needed >= group.Parts.Count => group.Parts.Index().SelectMany(p => Required(p.Item, $"{path}.parts[{p.Index}]")),
        _ => [],
    };

    private static void Together(int level, List<Placed> required, StarFaultList faults)
    {
        foreach (var same in required.GroupBy(r => r.Criterion.Fact).Where(g => g.Count() > 1))
        {
            var last = same.Last();
            var possible = FactRange.CanAllHold([.. same.Select(s => s.Criterion)]);
            faults.ErrorIf(!possible, last.Path, StarErrors.Contradiction.With(level, same.Key.Kind, same.Key.Key));
            faults.WarnIf(possible && same.Select(s => s.Criterion).Distinct().Count() < same.Count(), last.Path, StarErrors.SameTwice.With(level, same.Key.Kind, same.Key.Key));
        }
    }

    private static void Against(int level, List<Placed> required, List<(int Level, Placed Comparison)> lower, StarFaultList faults)
    {
        foreach (var own in required)
        {
            var fact = own.Criterion.Fact;
            var below = lower.Where(l => l.Comparison.Criterion.Fact == fact).ToList();
            var against = below.FirstOrDefault(l => !FactRange.CanAllHold([own.Criterion, l.Comparison.Criterion]));
            if (against != default)
            {
                faults.ErrorIf(true, own.Path, StarErrors.ContradictsLower.With(level, against.Level, fact.Kind, fact.Key));
                continue;
            }

            var stricter = below.FirstOrDefault(l => FactRange.IsStricter(l.Comparison.Criterion, own.Criterion));
            faults.WarnIf(stricter != default, own.Path, StarErrors.LowerStricter.With(level, stricter.Level, fact.Kind, fact.Key));
        }
    }

    /// <summary>Whether enough parts can hold at once; parts on different facts never hinder each other.</summary>
    private static bool CanMeet(AtLeastOf group)
    {
        var facts = group.Parts.OfType<FactCriterion>().GroupBy(f => f.Fact);
        return group.Needed <= group.Parts.OfType<CriterionGroup>().Count() + facts.Sum(f => FactRange.MostThatHold([.. f])) || group.Needed > group.Parts.Count;
    }

    private static FactKind FirstKind(AtLeastOf group) => group.Comparisons().Select(c => c.Fact.Kind).FirstOrDefault();

    private static string FirstKey(AtLeastOf group) => group.Comparisons().Select(c => c.Fact.Key).FirstOrDefault() ?? "";

    private sealed record Placed(FactCriterion Criterion, string Path);
}
