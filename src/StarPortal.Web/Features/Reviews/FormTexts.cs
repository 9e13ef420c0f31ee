using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Reviews;

/// <summary>A template's words in one language, cut down to what a form shows.</summary>
internal sealed class FormTexts(TemplateDefinition definition, string language)
{
    public string Of(LocalText text) => text.For(language);

    public IReadOnlyList<ScalePoint> Scale() =>
        [.. definition.Scale.Points.OrderBy(p => p.Value).Select(p => new ScalePoint(p.Value, Of(p.Label)))];

    public IReadOnlyList<ReviewSectionView> Sections(ReviewForm form) =>
        [.. form.Sections.Select(s => new ReviewSectionView(s.Section.Key, Of(s.Section.Name), [.. s.Indicators.Select(Item)]))];

    public IReadOnlyList<ReviewQuestionView> Questions(ReviewForm form, ReviewReader reader) =>
    [
        .. form.Questions
            .Where(q => ReviewAccess.Sees(reader, q.Visibility))
            .Select(q => new ReviewQuestionView(q.Key, Of(q.Text), q.Required, q.Visibility)),
    ];

    private ReviewItemView Item(Indicator indicator) =>
        new(
            indicator.Key,
            Of(indicator.Name),
            Of(indicator.Definition),
            definition.Scale.Points.ToDictionary(
                p => p.Value,
                p => Of(indicator.Anchors.TryGetValue(p.Value, out var anchor) && !anchor.IsEmpty ? anchor : p.Anchor)));
}
