using StarPortal.Domain.Templates;
using StarPortal.Web.Shared.Components;

namespace StarPortal.Web.Features.Templates.Designer;

/// <summary>
/// A definition while somebody types: mutable, half-filled fields allowed. Definitions themselves are immutable; this is
/// made from one when the designer opens and turned back into one for every check and save.
/// </summary>
public sealed class TemplateDraft
{
    public TextDraft Name { get; private init; } = new();

    public TextDraft Purpose { get; private init; } = new();

    public bool ForService { get; set; }

    public bool ForStarProgramme { get; set; }

    /// <summary>Goes up with every change of the rating scale.</summary>
    public int ScaleRevision { get; set; }

    public List<PointDraft> Points { get; private init; } = [];

    public List<SectionDraft> Sections { get; private init; } = [];

    public List<QuestionDraft> Questions { get; private init; } = [];

    public static TemplateDraft From(TemplateDefinition definition) => new()
    {
        Name = TextDraft.From(definition.Name),
        Purpose = TextDraft.From(definition.Purpose),
        ForService = definition.ForService,
        ForStarProgramme = definition.ForStarProgramme,
        Points = [.. definition.Scale.Points.Select(PointDraft.From)],
        Sections = [.. definition.Sections.Select(SectionDraft.From)],
        Questions = [.. definition.Questions.Select(QuestionDraft.From)],
    };

    public TemplateDefinition ToDefinition() => new(
        Name.ToText(),
        Purpose.ToText(),
        new RatingScale([.. Points.Select(p => p.ToPoint())]),
        [.. Sections.Select(s => s.ToSection(Points))],
        [.. Questions.Select(q => q.ToQuestion())])
    {
        ForService = ForService,
        ForStarProgramme = ForStarProgramme,
    };

    public SectionDraft AddSection()
    {
        var section = new SectionDraft { Key = DraftKeys.Free("section", this), KeyFollowsName = true, Weight = Rest(Sections.Select(s => s.Weight)) };
        Sections.Add(section);
        return section;
    }

    public IndicatorDraft AddIndicator(SectionDraft section)
    {
        var indicator = new IndicatorDraft
        {
            Key = DraftKeys.Free("indicator", this),
            KeyFollowsName = true,
            IsOpen = true,
            Weight = Rest(section.Indicators.Select(i => i.Weight)),
        };
        indicator.Use(Source.Self, 0m);
        indicator.Use(Source.Manager, Weights.Whole);
        section.Indicators.Add(indicator);
        return indicator;
    }

    /// <summary>Adds an indicator that comes from elsewhere, with a key of its own and what is still missing as its weight.</summary>
    public IndicatorDraft AddIndicator(SectionDraft section, Indicator indicator)
    {
        var draft = IndicatorDraft.From(indicator);
        draft.Key = DraftKeys.Unused(indicator.Key, this);
        if (section.Indicators.Count > 0)
        {
            draft.Weight = Rest(section.Indicators.Select(i => i.Weight)) is var rest and > 0m ? rest : indicator.Weight;
        }
        else
        {
            draft.Weight = Weights.Whole;
        }

        section.Indicators.Add(draft);
        return draft;
    }

    public QuestionDraft AddQuestion()
    {
        var question = new QuestionDraft { Key = DraftKeys.Free("question", this), KeyFollowsName = true };
        question.AskedOf.UnionWith([Source.Self, Source.Manager]);
        Questions.Add(question);
        return question;
    }

    private static decimal Rest(IEnumerable<decimal?> weights) => Math.Max(0m, Weights.Whole - weights.Sum(w => w ?? 0m));
}

public sealed class PointDraft
{
    public int Value { get; init; }

    public decimal? Score { get; set; }

    public TextDraft Label { get; private init; } = new();

    public TextDraft Anchor { get; private init; } = new();

    public static PointDraft From(RatingPoint point) => new()
    {
        Value = point.Value,
        Score = point.Score,
        Label = TextDraft.From(point.Label),
        Anchor = TextDraft.From(point.Anchor),
    };

    public RatingPoint ToPoint() => new(Value, Score ?? 0m, Label.ToText(), Anchor.ToText());
}

public sealed class SectionDraft : IKeyedDraft
{
    public string Key { get; set; } = "";

    public bool KeyFollowsName { get; set; }

    public TextDraft Name { get; private init; } = new();

    public decimal? Weight { get; set; }

    public List<IndicatorDraft> Indicators { get; private init; } = [];

    string IKeyedDraft.KeyName => Name.En;

    public static SectionDraft From(Section section) => new()
    {
        Key = section.Key,
        Name = TextDraft.From(section.Name),
        Weight = section.Weight,
        Indicators = [.. section.Indicators.Select(IndicatorDraft.From)],
    };

    public Section ToSection(IReadOnlyList<PointDraft> points)
        => new(Key.Trim(), Name.ToText(), Weight ?? 0m, [.. Indicators.Select(i => i.ToIndicator(points))]);
}

public sealed class QuestionDraft : IKeyedDraft
{
    public string Key { get; set; } = "";

    public bool KeyFollowsName { get; set; }

    public TextDraft Text { get; private init; } = new();

    public HashSet<Source> AskedOf { get; private init; } = [];

    public bool Required { get; set; }

    public AnswerVisibility Visibility { get; set; }

    string IKeyedDraft.KeyName => Text.En;

    public static QuestionDraft From(OpenQuestion question) => new()
    {
        Key = question.Key,
        Text = TextDraft.From(question.Text),
        AskedOf = [.. question.AskedOf],
        Required = question.Required,
        Visibility = question.Visibility,
    };

    public OpenQuestion ToQuestion() => new(Key.Trim(), Text.ToText(), [.. AskedOf.Order()], Required, Visibility);
}
