using System.Globalization;
using System.Resources;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Shared.Stars;

/// <summary>What the keys in criteria are called: names of sections, indicators and trainings.</summary>
public sealed record StarNames(IReadOnlyDictionary<string, LocalText> Parts, IReadOnlyDictionary<string, LocalText> Trainings)
{
    public static StarNames None { get; } = new(new Dictionary<string, LocalText>(), new Dictionary<string, LocalText>());

    public static StarNames Of(TemplateDefinition? template, IReadOnlyDictionary<string, LocalText> trainings)
    {
        var parts = new Dictionary<string, LocalText>(StringComparer.Ordinal);
        foreach (var section in template?.Sections ?? [])
        {
            parts[section.Key] = section.Name;
            foreach (var indicator in section.Indicators)
            {
                parts[indicator.Key] = indicator.Name;
            }
        }

        return new StarNames(parts, trainings);
    }

    public LocalText Of(FactReference fact) =>
        (fact.Kind == FactKind.Training ? Trainings : Parts).GetValueOrDefault(fact.Key) ?? LocalText.Same(fact.Key);
}

/// <summary>Criteria, explanations and benefits as sentences in one language.</summary>
public sealed class StarWords(CultureInfo language, StarNames names)
{
    private static readonly ResourceManager Labels = ErrorText.Find("Stars");

    /// <summary>In the language of whoever reads.</summary>
    public static StarWords For(StarNames names) => new(CultureInfo.CurrentUICulture, names);

    public string Of(Enum value) => Labels.GetString($"{value.GetType().Name}_{value}", language) ?? value.ToString();

    public string Of(LocalText text) => text.For(language.Name);

    /// <summary>The whole condition, begun with a capital; what stands for none when a level asks nothing.</summary>
    public string Sentence(Criterion? criterion) => Begin(Clause(criterion));

    /// <summary>met 98.4 ≥ 98; 96.2 of ≥ 98, 1.8 to go; no value yet.</summary>
    public string Finding(FactExplanation fact)
    {
        if (fact.Actual is not { } actual)
        {
            return Text($"Gap_{fact.Gap}");
        }

        var (have, needed) = ($"{Number(Shown(fact, actual))}{Unit(fact.Fact.Kind)}", $"{Sign(fact.Comparison)} {Number(fact.Needed)}{Unit(fact.Fact.Kind)}");
        return fact switch
        {
            { Met: true } => Format(nameof(StarWordsText.MetBy), have, needed),
            { Fact.IsCount: true, Comparison: Comparison.AtLeast } => Format(nameof(StarWordsText.StillMissing), have, needed, Number(fact.Distance ?? 0m)),
            { Distance: > 0m, Comparison: Comparison.AtMost or Comparison.Under } => Format(nameof(StarWordsText.NotMetOver), have, needed, Number(Shown(fact, fact.Distance.Value)) + Unit(fact.Fact.Kind)),
            { Distance: > 0m } => Format(nameof(StarWordsText.NotMetBy), have, needed, Number(Shown(fact, fact.Distance.Value)) + Unit(fact.Fact.Kind)),
            _ => Format(nameof(StarWordsText.NotMet), have, needed),
        };
    }

    /// <summary>At least 2 of these 3.</summary>
    public string Heading(GroupExplanation group) => group.Needed >= group.Parts.Count
        ? Text(nameof(StarWordsText.AllOfThese))
        : Format(nameof(StarWordsText.SomeOfThese), group.Needed, group.Parts.Count, group.Parts.Count(p => p.Met));

    /// <summary>Bonus: CNY 500.</summary>
    public string Of(Benefit benefit, string currency)
    {
        var amount = benefit switch
        {
            { Amount: { } money, Kind: BenefitKind.BonusAmount } => $"{currency} {money.ToString("#,0.##", language)}",
            { Amount: { } percent, Kind: BenefitKind.BonusPercent } => Format(nameof(StarWordsText.OfSalary), Number(percent)),
            { Amount: { } days, Kind: BenefitKind.PaidLeave } => Format(days == 1m ? nameof(StarWordsText.OneDay) : nameof(StarWordsText.Days), Number(days)),
            _ => "",
        };
        var text = Of(benefit.Text);
        if (benefit.Kind == BenefitKind.PaidLeave && text.Length > 0)
        {
            return Format(nameof(StarWordsText.LeaveIs), text, amount);
        }

        var what = string.Join(Text(nameof(StarWordsText.Comma)), new[] { amount, text }.Where(t => t.Length > 0));
        var kind = Text($"Benefit_{benefit.Kind}");
        return what.Length == 0 ? kind : Format(nameof(StarWordsText.BenefitIs), kind, what);
    }

    /// <summary>How a standing follows what was reached, one rule per line.</summary>
    public IReadOnlyList<string> Rules(StarPolicy policy)
    {
        var rules = new List<string>
        {
            Text(nameof(StarWordsText.RuleReached)),
            Format(nameof(StarWordsText.RuleUp), Levels(policy.LevelsUp)),
            policy.LevelsDown == 0
                ? Text(nameof(StarWordsText.RuleNeverDown))
                : Format(policy.CyclesBelow == 1 ? nameof(StarWordsText.RuleDown) : nameof(StarWordsText.RuleDownAfter), Levels(policy.LevelsDown), policy.CyclesBelow),
            Text(nameof(StarWordsText.RuleNoData)),
        };
        if (policy.NewcomerMonths > 0)
        {
            rules.Add(Format(nameof(StarWordsText.RuleNewcomer), policy.NewcomerMonths));
        }

        return rules;
    }

    private string Clause(Criterion? criterion) => criterion switch
    {
        null => Text(nameof(StarWordsText.Nothing)),
        FactCriterion fact => Clause(fact),
        CriterionGroup { Parts.Count: 0 } => "…",
        CriterionGroup { Parts.Count: 1, Needed: 1 } group => Clause(group.Parts[0]),
        AllOf all => string.Join(Text(nameof(StarWordsText.And)), all.Parts.Select(Nested)),
        AtLeastOf some => Format(nameof(StarWordsText.AtLeastOf), some.Count, string.Join(Text(nameof(StarWordsText.Or)), some.Parts.Select(Nested))),
        _ => "",
    };

    // “Accuracy” ≥ 98
    private string Clause(FactCriterion criterion)
    {
        var (fact, value) = (criterion.Fact, criterion.Value);
        if (fact.Kind == FactKind.RankPercentile && criterion.Comparison == Comparison.AtMost)
        {
            return Format(nameof(StarWordsText.AmongTheBest), Number(value), Of(fact.Group));
        }

        return fact is { Kind: FactKind.Training, Key.Length: > 0 } && criterion is { Comparison: Comparison.AtLeast, Value: 1m }
            ? Windowed(Format(nameof(StarWordsText.TrainingDone), Of(names.Of(fact))), fact)
            : $"{Name(fact)} {Sign(criterion.Comparison)} {Number(value)}{Unit(fact.Kind)}";
    }

    // what is compared, as it reads within a sentence
    private string Name(FactReference fact) => fact.Kind switch
    {
        FactKind.SectionScore => Format(nameof(StarWordsText.SectionScoreOf), Of(names.Of(fact))),
        FactKind.IndicatorScore => Format(nameof(StarWordsText.IndicatorScoreOf), Of(names.Of(fact))),
        FactKind.ActualValue => Format(nameof(StarWordsText.ActualOf), Of(names.Of(fact))),
        FactKind.ActualPerMonth => Format(nameof(StarWordsText.ActualPerMonthOf), Of(names.Of(fact))),
        FactKind.Training when fact.Key.Length > 0 => Windowed(Format(nameof(StarWordsText.TrainingOf), Of(names.Of(fact))), fact),
        FactKind.Training => Windowed(Text(nameof(StarWordsText.Trainings)), fact),
        FactKind.Commendations or FactKind.Suggestions => Windowed(Within(Of(fact.Kind)), fact),
        FactKind.RankPercentile => Format(nameof(StarWordsText.RankOf), Of(fact.Group)),
        _ => Within(Of(fact.Kind)),
    };

    private string Begin(string sentence) => sentence.Length == 0 ? sentence : char.ToUpper(sentence[0], language) + sentence[1..];

    private string Within(string label) => label.Length == 0 ? label : char.ToLower(label[0], language) + label[1..];

    private string Nested(Criterion part) => part is CriterionGroup { Parts.Count: > 1 } ? $"({Clause(part)})" : Clause(part);

    private string Levels(int count) => Format(count == 1 ? nameof(StarWordsText.OneLevel) : nameof(StarWordsText.SomeLevels), count);

    private string Windowed(string what, FactReference fact) => fact.Window == FactWindow.Ever ? what : Format(nameof(StarWordsText.Within), what, Of(fact.Window));

    private string Unit(FactKind kind) => kind == FactKind.RankPercentile ? " %" : "";

    private string Number(decimal value) => value.ToString("#,0.########", language);

    private string Text(string key) => StarWordsText.Resources.GetString(key, language) ?? key;

    private string Format(string key, params object[] args) => string.Format(language, Text(key), args);

    // two decimals, unless rounding would say that it is met, or missed, by nothing
    private static decimal Shown(FactExplanation fact, decimal value) =>
        fact.Actual != fact.Needed && Rounding.Score(fact.Actual ?? 0m) == fact.Needed ? Math.Round(value, 8, MidpointRounding.AwayFromZero) : Rounding.Score(value);

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.AtLeast => "≥",
        Comparison.AtMost => "≤",
        Comparison.Over => ">",
        Comparison.Under => "<",
        _ => "=",
    };
}
