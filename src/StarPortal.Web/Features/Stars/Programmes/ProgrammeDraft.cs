using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Components;

namespace StarPortal.Web.Features.Stars.Programmes;

/// <summary>
/// A programme while somebody types: mutable, half-filled fields allowed. It is made from a definition when the designer
/// opens and turned back into one for every check and save.
/// </summary>
public sealed class ProgrammeDraft
{
    public TextDraft Name { get; private init; } = new();

    public TextDraft Purpose { get; private init; } = new();

    public string Currency { get; set; } = "";

    public List<LevelDraft> Levels { get; private init; } = [];

    public decimal? LevelsUp { get; set; }

    public decimal? LevelsDown { get; set; }

    public decimal? CyclesBelow { get; set; }

    public decimal? NewcomerMonths { get; set; }

    public decimal? SmallestRankGroup { get; set; }

    public PopulationDraft Population { get; private init; } = new();

    public DateOnly? EffectiveFrom { get; set; }

    public DateOnly? EffectiveTo { get; set; }

    public static ProgrammeDraft From(StarDefinition definition, DateOnly? from, DateOnly? to) => new()
    {
        Name = TextDraft.From(definition.Name),
        Purpose = TextDraft.From(definition.Purpose),
        Currency = definition.Currency,
        Levels = [.. definition.Levels.Select(LevelDraft.From)],
        LevelsUp = definition.Policy.LevelsUp,
        LevelsDown = definition.Policy.LevelsDown,
        CyclesBelow = definition.Policy.CyclesBelow,
        NewcomerMonths = definition.Policy.NewcomerMonths,
        SmallestRankGroup = definition.Policy.SmallestRankGroup,
        Population = PopulationDraft.From(definition.Population),
        EffectiveFrom = from,
        EffectiveTo = to,
    };

    public StarDefinition ToDefinition() => new(
        Name.ToText(),
        Purpose.ToText(),
        [.. Levels.Select((l, i) => l.ToLevel(i + 1))],
        // an empty or broken figure becomes one that no check lets through
        new StarPolicy(Whole(LevelsUp), Whole(LevelsDown), Whole(CyclesBelow), Whole(NewcomerMonths), Whole(SmallestRankGroup)),
        Population.ToPopulation())
    {
        Currency = Currency.Trim().ToUpperInvariant(),
    };

    public void AddLevel()
    {
        var level = LevelDraft.From(StarPresets.EmptyLevel(Levels.Count + 1));
        Levels.Add(level);
    }

    private static int Whole(decimal? figure) => figure is { } value && value == decimal.Truncate(value) && value is >= 0m and < 100_000m ? (int)value : -1;
}

public sealed class LevelDraft
{
    public TextDraft Name { get; private init; } = new();

    public string Colour { get; set; } = "";

    /// <summary>The outermost group; without parts the level asks nothing.</summary>
    public GroupDraft Criteria { get; private init; } = new();

    public List<BenefitDraft> Benefits { get; private init; } = [];

    public decimal? Guidance { get; set; }

    public static LevelDraft From(StarLevel level) => new()
    {
        Name = TextDraft.From(level.Name),
        Colour = level.Colour,
        Criteria = level.Criteria switch
        {
            null => new GroupDraft(),
            CriterionGroup group => GroupDraft.From(group),
            var single => GroupDraft.From(new AllOf([single])),
        },
        Benefits = [.. level.Benefits.Select(BenefitDraft.From)],
        Guidance = level.GuidancePercent,
    };

    public StarLevel ToLevel(int number) =>
        new(number, Name.ToText(), Colour.Trim(), Criteria.Parts.Count == 0 ? null : Criteria.ToCriterion(), [.. Benefits.Select(b => b.ToBenefit())], Guidance);
}

/// <summary>A condition or a group of conditions.</summary>
public abstract class CriterionDraft
{
    public abstract Criterion ToCriterion();

    public static CriterionDraft From(Criterion criterion) => criterion is CriterionGroup group ? GroupDraft.From(group) : ConditionDraft.From((FactCriterion)criterion);
}

public sealed class GroupDraft : CriterionDraft
{
    /// <summary>At least <see cref="Count"/> of the parts instead of all of them.</summary>
    public bool Some { get; set; }

    public decimal? Count { get; set; } = 1m;

    public List<CriterionDraft> Parts { get; private init; } = [];

    public static GroupDraft From(CriterionGroup group) => new()
    {
        Some = group is AtLeastOf,
        Count = group is AtLeastOf some ? some.Count : 1m,
        Parts = [.. group.Parts.Select(CriterionDraft.From)],
    };

    public override Criterion ToCriterion()
    {
        List<Criterion> parts = [.. Parts.Select(p => p.ToCriterion())];
        return Some ? new AtLeastOf(Count is { } n && n == decimal.Truncate(n) && n is >= 0m and < 1000m ? (int)n : 0, parts) : new AllOf(parts);
    }
}

public sealed class ConditionDraft : CriterionDraft
{
    public FactKind Kind { get; set; }

    public string Key { get; set; } = "";

    public FactWindow Window { get; set; }

    public RankGroup Group { get; set; }

    public Comparison Comparison { get; set; }

    public decimal? Value { get; set; }

    public FactReference Fact => new(Kind, HasKey ? Key.Trim() : "", HasWindow ? Window : FactWindow.Cycle, Kind == FactKind.RankPercentile ? Group : RankGroup.Everybody);

    public bool HasKey => new FactReference(Kind).NeedsKey || Kind == FactKind.Training;

    public bool HasWindow => new FactReference(Kind).HasWindow;

    public static ConditionDraft From(FactCriterion criterion) => new()
    {
        Kind = criterion.Fact.Kind,
        Key = criterion.Fact.Key,
        Window = criterion.Fact.Window,
        Group = criterion.Fact.Group,
        Comparison = criterion.Comparison,
        Value = criterion.Value,
    };

    /// <summary>Another fact: what goes with it most often, so that the sentence reads right at once.</summary>
    public void Choose(FactKind kind)
    {
        Kind = kind;
        Key = "";
        Comparison = kind == FactKind.RankPercentile ? Comparison.AtMost : Comparison.AtLeast;
        Window = kind == FactKind.Training ? FactWindow.Ever : FactWindow.Cycle;
        if (HasWindow)
        {
            Value = 1m;
        }
    }

    // an empty figure is out of every range: the check says so
    public override Criterion ToCriterion() => new FactCriterion(Fact, Comparison, Value ?? decimal.MinValue);
}

public sealed class BenefitDraft
{
    public BenefitKind Kind { get; set; }

    public TextDraft Text { get; private init; } = new();

    public decimal? Amount { get; set; }

    public static BenefitDraft From(Benefit benefit) => new() { Kind = benefit.Kind, Text = TextDraft.From(benefit.Text), Amount = benefit.Amount };

    public Benefit ToBenefit() => new(Kind, Text.ToText(), Benefit.AmountNeeded(Kind) ? Amount : null);
}

/// <summary>Who is in the programme.</summary>
public sealed class PopulationDraft
{
    /// <summary>Empty means the whole company.</summary>
    public List<int> Departments { get; private init; } = [];

    public List<string> Families { get; private init; } = [];

    public List<string> Levels { get; private init; } = [];

    public DateOnly? HiredUntil { get; set; }

    public List<int> Included { get; private init; } = [];

    public List<int> Excluded { get; private init; } = [];

    public static PopulationDraft From(Population population) => new()
    {
        Departments = [.. population.DepartmentIds],
        Families = [.. population.JobFamilies],
        Levels = [.. population.Levels],
        HiredUntil = population.HiredUntil,
        Included = [.. population.IncludedEmployeeIds],
        Excluded = [.. population.ExcludedEmployeeIds],
    };

    public Population ToPopulation() => new([.. Departments], [.. Families], [.. Levels], HiredUntil, [.. Included], [.. Excluded]);
}
