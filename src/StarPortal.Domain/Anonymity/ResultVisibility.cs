using System.Security.Cryptography;
using System.Text;
using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Anonymity;

/// <summary>What one submitted review says in words.</summary>
/// <param name="Texts">Comments and answers by indicator or question key; empty ones left out.</param>
/// <param name="Hidden">Keys under which HR hid the words; their words are not among <paramref name="Texts"/>.</param>
public sealed record SubmittedTexts(Relationship Relationship, IReadOnlyDictionary<string, string> Texts, IReadOnlyCollection<string> Hidden)
{
    public SubmittedTexts(Relationship relationship, IReadOnlyDictionary<string, string> texts)
        : this(relationship, texts, [])
    {
    }
}

/// <summary>The texts of one set of reviewers on one indicator or question.</summary>
/// <param name="ItemKey">Key of the indicator or question.</param>
/// <param name="Item">Its name or text.</param>
/// <param name="IsQuestion">An open question, else an indicator.</param>
/// <param name="From">Self, Manager, or the group shown.</param>
/// <param name="Texts">In an order that says nothing about who wrote which.</param>
/// <param name="SomeHidden">HR hid one or more here. How many, and where they stood, would say more than readers need.</param>
public sealed record ShownTexts(string ItemKey, LocalText Item, bool IsQuestion, Source From, IReadOnlyList<string> Texts, bool SomeHidden);

/// <param name="From">The heading under which the words of this kind of reviewer stand.</param>
public sealed record ShownItem(string ItemKey, LocalText Item, Relationship Relationship, Source From);

/// <summary>What a reader may see of the people who reviewed a participant.</summary>
/// <param name="Groups">Groups shown on their own or together.</param>
/// <param name="Suppressed">Groups the template asks that are neither shown nor counted; the same whether nobody or too few answered.</param>
public sealed record VisibleFeedback(IReadOnlyList<Source> Groups, IReadOnlyList<Source> Suppressed, IReadOnlyList<ShownTexts> Texts);

/// <summary>
/// The one place that decides what a reader sees of a group; every page, document, export and count asks it. A group is
/// shown alike to everybody, HR included, because what is shown gets passed on and projected.
/// </summary>
/// <remarks>
/// Texts are pooled over the shown set for each question, and shown only when at least <em>threshold</em> reviewers of the
/// set were asked that question: in a rolled-up set a question put to peers alone would else point at two people. The
/// order is that of a hash of what can be read anyway, so it is stable and cannot tell anything about authors, and it
/// differs from question to question.
/// </remarks>
public static class ResultVisibility
{
    /// <param name="resultId">Stirs the order, so that equal texts do not stand alike in two results.</param>
    public static VisibleFeedback Of(
        ResultReader reader,
        TemplateDefinition template,
        int threshold,
        int resultId,
        IReadOnlyList<SubmittedTexts> reviews)
    {
        var groups = GroupVisibility.Of(reviews.Select(r => r.Relationship), threshold);
        var sets = reviews.Where(r => groups.ShownAs(r.Relationship) is not null).ToLookup(r => groups.ShownAs(r.Relationship)!.Value);
        var asked = GroupVisibility.AnonymousGroups.Where(g => Asks(template, g.AsSource())).ToList();
        var texts = new List<ShownTexts>();
        foreach (var item in Items(template))
        {
            foreach (var set in sets.OrderBy(s => s.Key))
            {
                if (Shown(reader, item, set.Key, [.. set], threshold, resultId) is { } shown)
                {
                    texts.Add(shown);
                }
            }
        }

        return new VisibleFeedback(
            [.. sets.Select(s => s.Key).Where(IsGroup).Order()],
            [.. asked.Where(g => groups.Of(g) == GroupView.Suppressed).Select(g => g.AsSource())],
            texts);
    }

    /// <summary>For each question and kind of reviewer whose words are shown: under which heading.</summary>
    public static IReadOnlyList<ShownItem> ShownItems(ResultReader reader, TemplateDefinition template, int threshold, IReadOnlyList<Relationship> submitted)
    {
        var groups = GroupVisibility.Of(submitted, threshold);
        return
        [
            .. from item in Items(template)
               from relationship in submitted.Distinct()
               let set = groups.ShownAs(relationship)
               where set is not null && item.AskedOf.Contains(relationship.AsSource()) && Sees(reader, item.Visibility, set.Value)
               where !IsGroup(set.Value) || submitted.Count(r => groups.ShownAs(r) == set && item.AskedOf.Contains(r.AsSource())) >= threshold
               select new ShownItem(item.Key, item.Text, relationship, set.Value),
        ];
    }

    /// <summary>
    /// Whether somebody who is not HR may read a result although they wrote about the participant themselves: not when they
    /// wrote in one of the groups. Whoever knows one of three answers, and the mean, knows what the other two say together;
    /// and as the mean follows from the total, the whole result stays closed and not only the group.
    /// </summary>
    /// <param name="own">As what the reader wrote a review that the result rests on; null when they did not.</param>
    public static bool MayRead(Relationship? own) => own is not { } mine || !GroupVisibility.AnonymousGroups.Contains(mine);

    /// <summary>Whether a source stands for several people without names.</summary>
    public static bool IsGroup(Source source) => source is Source.Peer or Source.Report or Source.CrossTeam or Source.Customer or Source.Colleagues;

    /// <summary>Whether the reader may see answers of this visibility that this source gave.</summary>
    public static bool Sees(ResultReader reader, AnswerVisibility visibility, Source from) => reader switch
    {
        ResultReader.Hr => true,
        ResultReader.Manager => visibility != AnswerVisibility.HrOnly,
        // what one wrote oneself is no secret
        ResultReader.Participant => visibility == AnswerVisibility.ParticipantAndManager || from == Source.Self,
        _ => false,
    };

    private static ShownTexts? Shown(ResultReader reader, Item item, Source from, List<SubmittedTexts> set, int threshold, int resultId)
    {
        var asked = set.Where(r => item.AskedOf.Contains(r.Relationship.AsSource())).ToList();
        if (!Sees(reader, item.Visibility, from) || (IsGroup(from) && asked.Count < threshold))
        {
            return null;
        }

        var texts = asked
            .Select(r => r.Texts.GetValueOrDefault(item.Key)?.Trim())
            .Where(t => !string.IsNullOrEmpty(t))
            .Select(t => t!)
            .OrderBy(t => Place(resultId, item.Key, t), StringComparer.Ordinal)
            .ToList();
        var someHidden = asked.Exists(r => r.Hidden.Contains(item.Key));
        return texts.Count == 0 && !someHidden ? null : new ShownTexts(item.Key, item.Text, item.IsQuestion, from, texts, someHidden);
    }

    private static string Place(int resultId, string key, string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{resultId}\n{key}\n{text}")));

    private static IEnumerable<Item> Items(TemplateDefinition template) =>
        template.Indicators
            .Select(i => new Item(i.Key, i.Name, false, AnswerVisibility.ParticipantAndManager, [.. i.Sources.Select(s => s.Source)]))
            .Concat(template.Questions.Select(q => new Item(q.Key, q.Text, true, q.Visibility, q.AskedOf)));

    private static bool Asks(TemplateDefinition template, Source group) =>
        template.Indicators.Any(i => i.IsRatedBy(group)) || template.Questions.Any(q => q.AskedOf.Contains(group));

    private sealed record Item(string Key, LocalText Text, bool IsQuestion, AnswerVisibility Visibility, IReadOnlyList<Source> AskedOf);
}
