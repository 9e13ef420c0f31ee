namespace StarPortal.Domain.Stars;

/// <summary>What stands between a draft programme and its publication. A published one can be evaluated without a further check.</summary>
public static class StarCheck
{
    public const int NameLength = 200;

    public const int TextLength = 2000;

    public const int MostCyclesBelow = 12;

    public const int MostNewcomerMonths = 24;

    public const int LeastRankGroup = 3;

    public const int MostRankGroup = 1000;

    public static IReadOnlyList<Error> Errors(StarDefinition definition, DateOnly? effectiveFrom, DateOnly? effectiveTo) =>
        [.. Faults(definition, effectiveFrom, effectiveTo).Where(f => f.Severity == StarSeverity.Error).Select(f => f.Error)];

    /// <summary>Everything that is wrong or odd, in the order in which the designer shows the parts.</summary>
    public static IReadOnlyList<StarFault> Faults(
        StarDefinition definition, DateOnly? effectiveFrom = null, DateOnly? effectiveTo = null, StarCheckContext? context = null)
    {
        var faults = new StarFaultList();
        faults.ErrorIf(definition.Name.IsEmpty, "name", StarErrors.NameMissing);
        faults.Length(definition.Name, NameLength, "name");
        faults.Length(definition.Purpose, TextLength, "purpose");
        faults.ErrorIf(effectiveTo < effectiveFrom, "effective", StarErrors.DatesReversed);
        faults.ErrorIf(!IsCurrency(definition.Currency), "currency", StarErrors.Currency.With(definition.Currency));
        Levels(definition, faults);
        foreach (var (index, level) in definition.Levels.Index())
        {
            Level(level, $"levels[{index}]", faults);
        }

        CriteriaCheck.Add(definition, context ?? new StarCheckContext(), faults);
        Policy(definition.Policy, definition.Levels.Count, faults);
        return faults.All;
    }

    private static bool IsCurrency(string code) => code.Length == 3 && code.All(char.IsAsciiLetterUpper);

    private static void Levels(StarDefinition definition, StarFaultList faults)
    {
        var count = definition.Levels.Count;
        faults.ErrorIf(
            count is < StarDefinition.LeastLevels or > StarDefinition.MostLevels,
            "levels",
            StarErrors.LevelCount.With(StarDefinition.LeastLevels, StarDefinition.MostLevels, count));
        foreach (var (index, level) in definition.Levels.Index())
        {
            faults.ErrorIf(level.Number != index + 1, $"levels[{index}].number", StarErrors.LevelOrder.With(index + 1, level.Number));
        }

        var sum = definition.Levels.Sum(l => l.GuidancePercent ?? 0m);
        faults.ErrorIf(sum > 100m, "levels", StarErrors.GuidanceSum.With(sum));
        Names(definition.Levels, faults);
    }

    // two levels of one name could not be told apart without their colour
    private static void Names(IReadOnlyList<StarLevel> levels, StarFaultList faults)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, level) in levels.Index())
        {
            var names = new[] { level.Name.En.Trim(), level.Name.Zh.Trim() }.Where(n => n.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            var twice = names.Where(n => seen.Contains(n)).ToList();
            faults.ErrorIf(twice.Count > 0, $"levels[{index}].name", StarErrors.LevelNameTwice.With(level.Number, twice.FirstOrDefault() ?? ""));
            seen.UnionWith(names);
        }
    }

    private static void Level(StarLevel level, string path, StarFaultList faults)
    {
        faults.ErrorIf(level.Name.IsEmpty, $"{path}.name", StarErrors.LevelNameMissing.With(level.Number));
        faults.Length(level.Name, NameLength, $"{path}.name");
        faults.ErrorIf(!Contrast.IsColour(level.Colour), $"{path}.colour", StarErrors.Colour.With(level.Number, level.Colour));
        faults.WarnIf(level.Number > 1 && level.Criteria is null, $"{path}.criteria", StarErrors.LevelAsksNothing.With(level.Number));
        faults.ErrorIf(level.GuidancePercent is < 0m or > 100m, $"{path}.guidance", StarErrors.GuidanceRange.With(level.Number));
        foreach (var (index, benefit) in level.Benefits.Index())
        {
            var where = $"{path}.benefits[{index}]";
            faults.ErrorIf(benefit.NeedsAmount && !AmountFits(benefit), where, StarErrors.BenefitAmount.With(level.Number, benefit.Kind));
            faults.ErrorIf(benefit.Kind is BenefitKind.Gift && benefit.Text.IsEmpty, where, StarErrors.BenefitText.With(level.Number, benefit.Kind));
            faults.Length(benefit.Text, NameLength, where);
        }
    }

    private static bool AmountFits(Benefit benefit) => benefit.Amount is { } amount && amount > 0m && benefit.Kind switch
    {
        BenefitKind.BonusPercent => amount <= 100m,
        BenefitKind.PaidLeave => amount <= 366m,
        _ => amount <= 100_000_000m && decimal.Round(amount, 2) == amount,
    };

    private static void Policy(StarPolicy policy, int levels, StarFaultList faults)
    {
        faults.ErrorIf(policy.LevelsUp < 1 || policy.LevelsUp > levels, "policy.levelsUp", StarErrors.PolicyUp.With(levels));
        faults.ErrorIf(policy.LevelsDown < 0 || policy.LevelsDown > levels, "policy.levelsDown", StarErrors.PolicyDown.With(levels));
        faults.ErrorIf(policy.CyclesBelow is < 1 or > MostCyclesBelow, "policy.cyclesBelow", StarErrors.PolicyBelow.With(MostCyclesBelow));
        faults.ErrorIf(policy.NewcomerMonths is < 0 or > MostNewcomerMonths, "policy.newcomerMonths", StarErrors.PolicyNewcomer.With(MostNewcomerMonths));
        faults.ErrorIf(policy.SmallestRankGroup is < LeastRankGroup or > MostRankGroup, "policy.smallestRankGroup", StarErrors.PolicyGroup.With(LeastRankGroup, MostRankGroup));
    }
}
