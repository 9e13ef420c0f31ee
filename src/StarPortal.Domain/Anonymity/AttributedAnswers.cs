using StarPortal.Domain.Cycles;
using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Anonymity;

/// <summary>One review of a group with its writer's name.</summary>
/// <param name="Writer">Name of the reviewer.</param>
/// <param name="Contents">What they answered; words that HR hid are left out.</param>
/// <param name="Hidden">Keys under which HR hid the words.</param>
public sealed record NamedReview(string Writer, Relationship Relationship, IReadOnlyList<AnswerContent> Contents, IReadOnlyCollection<string> Hidden);

/// <param name="Rating">In words; null for an open question or a rating not given.</param>
public sealed record NamedAnswer(LocalText Item, LocalText? Rating, string Text, bool Hidden);

public sealed record NamedAnswers(string Writer, Source From, IReadOnlyList<NamedAnswer> Answers);

/// <summary>
/// What a manager reads with the writers' names, in a cycle whose rules say so and whose writers were told. Nobody else
/// ever: not the participant, and HR reads single reviews in their own place, where each look is recorded.
/// </summary>
public static class AttributedAnswers
{
    /// <summary>Whether there is such a view at all; asked before anything is read.</summary>
    public static bool Has(ResultReader reader, ReviewRules rules) => reader == ResultReader.Manager && rules.AttributedToManager;

    public static IReadOnlyList<NamedAnswers> Of(ResultReader reader, ReviewRules rules, TemplateDefinition template, IReadOnlyList<NamedReview> reviews)
    {
        if (!Has(reader, rules))
        {
            return [];
        }

        return
        [
            .. reviews
                .Where(r => GroupVisibility.AnonymousGroups.Contains(r.Relationship))
                .OrderBy(r => r.Relationship).ThenBy(r => r.Writer, StringComparer.Ordinal)
                .Select(r => new NamedAnswers(r.Writer, r.Relationship.AsSource(), [.. Answers(reader, template, r)])),
        ];
    }

    private static IEnumerable<NamedAnswer> Answers(ResultReader reader, TemplateDefinition template, NamedReview review)
    {
        var from = review.Relationship.AsSource();
        var form = ReviewForm.Of(template, review.Relationship);
        foreach (var indicator in form.Indicators)
        {
            if (Content(review, indicator.Key) is { } content)
            {
                yield return new NamedAnswer(indicator.Name, template.Scale.Points.FirstOrDefault(p => p.Value == content.Rating)?.Label, content.Text, review.Hidden.Contains(indicator.Key));
            }
        }

        foreach (var question in form.Questions.Where(q => ResultVisibility.Sees(reader, q.Visibility, from)))
        {
            if (Content(review, question.Key) is { } content)
            {
                yield return new NamedAnswer(question.Text, null, content.Text, review.Hidden.Contains(question.Key));
            }
        }
    }

    private static AnswerContent? Content(NamedReview review, string key) =>
        review.Contents.FirstOrDefault(c => c.ItemKey == key && (c.Rating is not null || !string.IsNullOrWhiteSpace(c.Text) || review.Hidden.Contains(key)));
}
