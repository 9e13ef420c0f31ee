using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Reviews;

/// <summary>What a reviewer of one relationship is asked: the template without the parts meant for others.</summary>
public sealed record ReviewForm(IReadOnlyList<ReviewFormSection> Sections, IReadOnlyList<OpenQuestion> Questions)
{
    public IEnumerable<Indicator> Indicators => Sections.SelectMany(s => s.Indicators);

    /// <summary>Keys of everything that can be answered, in the order of the form.</summary>
    public IEnumerable<string> ItemKeys => Indicators.Select(i => i.Key).Concat(Questions.Select(q => q.Key));

    public static ReviewForm Of(TemplateDefinition definition, Relationship relationship)
    {
        var source = relationship.AsSource();
        var sections = definition.Sections
            .Select(s => new ReviewFormSection(s, [.. s.Indicators.Where(i => i.IsRatedBy(source))]))
            .Where(s => s.Indicators.Count > 0);
        return new ReviewForm([.. sections], [.. definition.Questions.Where(q => q.AskedOf.Contains(source))]);
    }

    /// <summary>
    /// Keys of what submission still asks for: every indicator rated or marked "not observed", and an answer to every
    /// required open question.
    /// </summary>
    public IReadOnlyList<string> Missing(IEnumerable<AnswerContent> answers)
    {
        var byKey = answers.ToDictionary(a => a.ItemKey);
        return
        [
            .. Indicators.Select(i => i.Key).Where(k => !(byKey.TryGetValue(k, out var a) && (a.Rating is not null || a.NotObserved))),
            .. Questions.Where(q => q.Required).Select(q => q.Key).Where(k => !(byKey.TryGetValue(k, out var a) && !string.IsNullOrWhiteSpace(a.Text))),
        ];
    }

    /// <summary>
    /// Keys of indicators rated with the highest or the lowest point of the scale and no word about it: the two that
    /// weigh most, and that nobody can learn from without an example.
    /// </summary>
    public IReadOnlyList<string> WithoutComment(IEnumerable<AnswerContent> answers, RatingScale scale)
    {
        var extremes = (scale.Points.Min(p => p.Value), scale.Points.Max(p => p.Value));
        var bare = answers.Where(a => (a.Rating == extremes.Item1 || a.Rating == extremes.Item2) && string.IsNullOrWhiteSpace(a.Text)).Select(a => a.ItemKey).ToHashSet();
        return [.. Indicators.Select(i => i.Key).Where(bare.Contains)];
    }

    /// <summary>How many items count as answered: rated or not observed; for an open question, some text.</summary>
    public int Answered(IEnumerable<AnswerContent> answers)
    {
        var byKey = answers.ToDictionary(a => a.ItemKey);
        return Indicators.Count(i => byKey.TryGetValue(i.Key, out var a) && (a.Rating is not null || a.NotObserved))
            + Questions.Count(q => byKey.TryGetValue(q.Key, out var a) && !string.IsNullOrWhiteSpace(a.Text));
    }
}

/// <param name="Section">The template's section.</param>
/// <param name="Indicators">Those of its indicators that this relationship rates; never empty.</param>
public sealed record ReviewFormSection(Section Section, IReadOnlyList<Indicator> Indicators);

public static class RelationshipSources
{
    /// <summary>The source of a score that reviews of this relationship feed.</summary>
    public static Source AsSource(this Relationship relationship) => relationship switch
    {
        Relationship.Self => Source.Self,
        Relationship.Manager => Source.Manager,
        Relationship.Peer => Source.Peer,
        Relationship.Report => Source.Report,
        Relationship.CrossTeam => Source.CrossTeam,
        Relationship.Customer => Source.Customer,
        _ => throw new ArgumentOutOfRangeException(nameof(relationship), relationship, null),
    };
}
