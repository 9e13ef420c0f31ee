using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Stars;

/// <summary>What a star programme says, as one immutable tree.</summary>
/// <param name="Levels">3 to 5, numbered 1 upwards in order.</param>
/// <param name="Policy">How fast a standing moves.</param>
/// <param name="Population">Who of a cycle's participants is in the programme.</param>
public sealed record StarDefinition(
    LocalText Name,
    LocalText Purpose,
    IReadOnlyList<StarLevel> Levels,
    StarPolicy Policy,
    Population Population)
{
    public const int LeastLevels = 3;

    public const int MostLevels = 5;

    /// <summary>ISO 4217 code of the currency in which bonus amounts are.</summary>
    public string Currency { get; init; } = "CNY";

    public StarLevel? Level(int number) => Levels.FirstOrDefault(l => l.Number == number);

    /// <summary>Every comparison in the criteria of every level.</summary>
    public IEnumerable<FactCriterion> Comparisons => Levels.SelectMany(l => l.Criteria?.Comparisons() ?? []);
}

/// <param name="Number">1 upwards; 1 is where everybody starts.</param>
/// <param name="Colour">Background as <c>#rrggbb</c>; see <see cref="Contrast.TextOn"/> for the colour of text on it.</param>
/// <param name="Criteria">What this level asks besides the criteria of all lower levels; null asks nothing.</param>
/// <param name="GuidancePercent">At most this share of people should hold it; advice, never enforced.</param>
public sealed record StarLevel(
    int Number,
    LocalText Name,
    string Colour,
    Criterion? Criteria,
    IReadOnlyList<Benefit> Benefits,
    decimal? GuidancePercent);

/// <summary>How a standing follows what was reached.</summary>
/// <param name="LevelsUp">At most this many levels up per cycle, 1 or more.</param>
/// <param name="LevelsDown">At most this many levels down per cycle; 0 means that nobody is ever demoted.</param>
/// <param name="CyclesBelow">Demotion only after this many consecutive cycles below, 1 or more.</param>
/// <param name="NewcomerMonths">Under so many months of tenure a person is at level 1; 0 switches the rule off.</param>
/// <param name="SmallestRankGroup">A rank in a group with fewer people cannot be evaluated.</param>
public sealed record StarPolicy(int LevelsUp = 1, int LevelsDown = 1, int CyclesBelow = 1, int NewcomerMonths = 3, int SmallestRankGroup = 10)
{
    public static StarPolicy Default { get; } = new();
}

/// <summary>What a level brings; three kinds of each: material, honour, development.</summary>
public enum BenefitKind
{
    /// <summary>Material: an amount in the programme's currency.</summary>
    BonusAmount,

    /// <summary>Material: percent of the salary of the period.</summary>
    BonusPercent,
    Gift,

    /// <summary>Material: days of paid leave.</summary>
    PaidLeave,
    Certificate,
    HonourWall,
    Training,
    Mentorship,
    PromotionPriority,
}

public enum BenefitGroup
{
    Material,
    Honour,
    Development,
}

/// <param name="Text">What exactly, for example which gift; may be empty where the kind says it all.</param>
/// <param name="Amount">Of money, percent or days, for the kinds that have one; else null.</param>
public sealed record Benefit(BenefitKind Kind, LocalText Text, decimal? Amount = null)
{
    public BenefitGroup Group => GroupOf(Kind);

    public bool NeedsAmount => AmountNeeded(Kind);

    public static BenefitGroup GroupOf(BenefitKind kind) => kind switch
    {
        BenefitKind.BonusAmount or BenefitKind.BonusPercent or BenefitKind.Gift or BenefitKind.PaidLeave => BenefitGroup.Material,
        BenefitKind.Certificate or BenefitKind.HonourWall => BenefitGroup.Honour,
        _ => BenefitGroup.Development,
    };

    public static bool AmountNeeded(BenefitKind kind) => kind is BenefitKind.BonusAmount or BenefitKind.BonusPercent or BenefitKind.PaidLeave;
}
