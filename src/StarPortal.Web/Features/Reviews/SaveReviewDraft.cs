using StarPortal.Domain;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews;

/// <param name="Changes">Only the answers that were changed.</param>
public sealed record SaveReviewDraftCommand(int ReviewId, IReadOnlyList<AnswerChange> Changes);

/// <param name="Mine">What the window wants to keep.</param>
/// <param name="Base">What the window believes to be on the server.</param>
public sealed record AnswerChange(AnswerContent Mine, AnswerContent Base);

/// <param name="Answers">All answers as they are on the server now.</param>
/// <param name="Conflicts">
/// Keys of changes that were not taken over, because another window had changed the same answer to something else.
/// </param>
public sealed record SavedDraft(int Version, DateTime? SavedAt, IReadOnlyList<AnswerContent> Answers, IReadOnlyList<string> Conflicts);

/// <summary>Keeps changed answers of the actor's own review; an answer that another window changed meanwhile is never overwritten.</summary>
internal sealed class SaveReviewDraft(ReviewWriter writer, TimeProvider clock)
{
    public async Task<Result<SavedDraft>> RunAsync(SaveReviewDraftCommand command, Actor actor, CancellationToken cancellation)
    {
        Review? saved = null;
        var conflicts = await writer.RunAsync<IReadOnlyList<string>>(
            command.ReviewId,
            actor,
            (_, loaded) =>
            {
                saved = loaded.Review;
                return Save(loaded, command, actor);
            },
            cancellation);
        return conflicts.Failed
            ? Result<SavedDraft>.Fail(conflicts.Errors)
            : new SavedDraft(saved!.Version, saved.SavedAt, saved.Contents, conflicts.Value);
    }

    private Result<IReadOnlyList<string>> Save(WritableReview loaded, SaveReviewDraftCommand command, Actor actor)
    {
        var open = ReviewWindow.CanEdit(loaded.Situation);
        if (open.Failed)
        {
            return Result<IReadOnlyList<string>>.Fail(open.Errors);
        }

        var there = loaded.Review.Contents.ToDictionary(a => a.ItemKey);
        AnswerContent There(string key) => there.GetValueOrDefault(key) ?? AnswerContent.Empty(key);

        // PostgreSQL has no place for a NUL in a text
        var changes = command.Changes.Select(c => c with { Mine = c.Mine with { Text = c.Mine.Text.Replace("\0", "", StringComparison.Ordinal) } });
        var news = changes.Where(c => !c.Mine.SaysTheSameAs(There(c.Mine.ItemKey))).ToList();
        // the answers themselves are the token: an answer nobody else touched is saved whatever happened to the others
        var conflicts = news.Where(c => !c.Base.SaysTheSameAs(There(c.Mine.ItemKey))).ToList();
        var kept = news.Except(conflicts).Select(c => c.Mine).ToList();
        if (kept.Count > 0)
        {
            var result = loaded.Review.SaveDraft(loaded.Definition, kept, actor, clock.GetUtcNow().UtcDateTime);
            if (result.Failed)
            {
                return Result<IReadOnlyList<string>>.Fail(result.Errors);
            }
        }

        return conflicts.Select(c => c.Mine.ItemKey).ToArray();
    }
}
