using System.Text.RegularExpressions;

namespace StarPortal.Domain.Templates;

/// <summary>
/// What stands between a draft and its publication (errors), and where it leaves good practice (warnings). A published
/// template can be scored without a further check.
/// </summary>
public static partial class TemplateCheck
{
    public const int NameLength = 200;

    public const int TextLength = 2000;

    public const int UnitLength = 20;

    /// <summary>More indicators than this and none of them matters any more.</summary>
    public const int MostIndicators = 20;

    private static readonly TemplatePlace heading = new(TemplatePart.Heading);
    private static readonly TemplatePlace sections = new(TemplatePart.Sections);

    public static IReadOnlyList<Error> Errors(TemplateDefinition definition) => [.. Faults(definition).Select(f => f.Error)];

    /// <summary>Every error together with its place, in the order in which the designer shows the parts.</summary>
    public static IReadOnlyList<TemplateFault> Faults(TemplateDefinition definition)
    {
        var faults = new FaultList();
        Heading(definition, faults);
        ScaleCheck.Add(definition.Scale, faults);
        Sections(definition, faults);
        foreach (var (index, question) in definition.Questions.Index())
        {
            Question(index, question, faults);
        }

        Keys(definition, faults);
        return faults.All;
    }

    /// <summary>Where the definition leaves good practice. HR may publish in spite of it.</summary>
    /// <param name="correlations">How the indicators' scores went together in past results; empty when there are none.</param>
    public static IReadOnlyList<TemplateFault> Warnings(TemplateDefinition definition, IReadOnlyList<IndicatorPair> correlations)
        => PracticeCheck.Of(definition, correlations);

    /// <summary>Errors first, then warnings.</summary>
    /// <inheritdoc cref="Warnings"/>
    public static IReadOnlyList<TemplateFault> All(TemplateDefinition definition, IReadOnlyList<IndicatorPair> correlations)
        => [.. Faults(definition), .. Warnings(definition, correlations)];

    /// <summary>Whether the measure's figures make sense, so that it can turn an actual value into a score.</summary>
    public static bool CanScore(Measure measure)
    {
        var faults = new FaultList();
        IndicatorCheck.Measure(measure, LocalText.Empty, sections, faults);
        return measure is not RatingMeasure && faults.All.Count == 0;
    }

    private static void Heading(TemplateDefinition definition, FaultList faults)
    {
        faults.AddIf(definition.Name.IsEmpty, TemplateErrors.NameMissing, heading);
        faults.Length(definition.Name, NameLength, definition.Name, heading);
        faults.Length(definition.Purpose, TextLength, definition.Name, heading);
    }

    private static void Sections(TemplateDefinition definition, FaultList faults)
    {
        faults.AddIf(definition.Sections.Count == 0, TemplateErrors.NoSection, sections);
        var sum = definition.Sections.Sum(s => s.Weight);
        faults.AddIf(definition.Sections.Count > 0 && sum != Weights.Whole, TemplateErrors.SectionWeights.With(sum), sections);
        var count = definition.Indicators.Count();
        faults.AddIf(count > MostIndicators, TemplateErrors.TooManyIndicators.With(count, MostIndicators), sections);
        foreach (var (index, section) in definition.Sections.Index())
        {
            Section(index, section, faults);
        }
    }

    private static void Section(int index, Section section, FaultList faults)
    {
        var place = new TemplatePlace(TemplatePart.Section, index);
        var name = Named(section.Name, section.Key);
        faults.AddIf(section.Name.IsEmpty, TemplateErrors.SectionNameMissing.With(index + 1), place);
        faults.Length(section.Name, NameLength, name, place);
        faults.Weight(section.Weight, name, place);
        faults.AddIf(section.Indicators.Count == 0, TemplateErrors.NoIndicator.With(name), place);
        var sum = section.Indicators.Sum(i => i.Weight);
        faults.AddIf(section.Indicators.Count > 0 && sum != Weights.Whole, TemplateErrors.IndicatorWeights.With(name, sum), place);
        foreach (var (position, indicator) in section.Indicators.Index())
        {
            var where = new TemplatePlace(TemplatePart.Indicator, index, position);
            faults.AddIf(indicator.Name.IsEmpty, TemplateErrors.IndicatorNameMissing.With(name, position + 1), where);
            IndicatorCheck.Add(indicator, Within(name, Named(indicator.Name, indicator.Key)), where, faults);
        }
    }

    private static void Question(int index, OpenQuestion question, FaultList faults)
    {
        var place = new TemplatePlace(TemplatePart.Question, index);
        faults.AddIf(question.Text.IsEmpty, TemplateErrors.QuestionTextMissing.With(index + 1), place);
        faults.Length(question.Text, TextLength, Named(question.Text, question.Key), place);
        var reviewers = question.AskedOf.Count > 0 && question.AskedOf.All(s => s is not (Source.Data or Source.Colleagues));
        faults.AddIf(!reviewers, TemplateErrors.QuestionAskedOfNobody.With(Named(question.Text, question.Key)), place);
    }

    // Answers, actual values and columns of import files refer to keys, so there is one space of keys for all of them.
    private static void Keys(TemplateDefinition definition, FaultList faults)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, name, place) in AllKeys(definition))
        {
            faults.AddIf(!KeyPattern().IsMatch(key), TemplateErrors.KeyFormat.With(name, key), place);
            faults.AddIf(!seen.Add(key), TemplateErrors.KeyTwice.With(name, key), place);
        }
    }

    private static IEnumerable<(string Key, LocalText Name, TemplatePlace Place)> AllKeys(TemplateDefinition definition)
    {
        foreach (var (index, section) in definition.Sections.Index())
        {
            yield return (section.Key, Named(section.Name, section.Key), new TemplatePlace(TemplatePart.Section, index));
            foreach (var (position, indicator) in section.Indicators.Index())
            {
                yield return (indicator.Key, Named(indicator.Name, indicator.Key), new TemplatePlace(TemplatePart.Indicator, index, position));
            }
        }

        foreach (var (index, question) in definition.Questions.Index())
        {
            yield return (question.Key, Named(question.Text, question.Key), new TemplatePlace(TemplatePart.Question, index));
        }
    }

    private static LocalText Named(LocalText name, string key) => name.IsEmpty ? LocalText.Same(key) : name;

    private static LocalText Within(LocalText outer, LocalText inner)
        => new($"{outer.For("en")} › {inner.For("en")}", $"{outer.For("zh")} › {inner.For("zh")}");

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,49}$")]
    private static partial Regex KeyPattern();
}

/// <summary>Collects faults; the checks that every part shares.</summary>
internal sealed class FaultList
{
    private readonly List<TemplateFault> faults = [];

    internal IReadOnlyList<TemplateFault> All => faults;

    internal void AddIf(bool wrong, Error error, TemplatePlace place)
    {
        if (wrong)
        {
            faults.Add(new TemplateFault(error, place));
        }
    }

    internal void Length(LocalText text, int limit, LocalText where, TemplatePlace place)
        => AddIf(Math.Max(text.En.Length, text.Zh.Length) > limit, TemplateErrors.TextTooLong.With(where, limit), place);

    internal void Weight(decimal weight, LocalText where, TemplatePlace place)
        => AddIf(!Weights.IsValid(weight), TemplateErrors.WeightRange.With(where, weight), place);
}
