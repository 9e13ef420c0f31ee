using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Shared.Reviews;

/// <summary>One comment, wherever it was written.</summary>
/// <param name="ReviewId">Null for a customer's answer by link.</param>
/// <param name="FeedbackAnswerId">Null for a review.</param>
internal sealed record CommentPlace(int ParticipantId, int SubjectId, int? ReviewId, int? FeedbackAnswerId, string ItemKey);

/// <summary>
/// Takes comments out of sight and shows them again, inside a write that holds the cycle. The trail says about whom and on
/// which question, and never in which review: from there it would be one step to the writer.
/// </summary>
internal static class CommentHiding
{
    public static async Task<Result> HideAsync(PortalDbContext db, IReadOnlyList<CommentPlace> places, string reason, Actor actor, DateTime now, CancellationToken cancellation)
    {
        foreach (var place in places)
        {
            var hidden = await FindAsync(db, place, cancellation);
            if (hidden is null)
            {
                hidden = place.ReviewId is { } review
                    ? HiddenComment.OfReview(place.ParticipantId, review, place.ItemKey)
                    : HiddenComment.OfCustomer(place.ParticipantId, place.FeedbackAnswerId!.Value, place.ItemKey);
                db.HiddenComments.Add(hidden);
            }
            else if (hidden.IsHidden)
            {
                return SharedErrors.ChangedElsewhere;
            }

            var authors = await AuthorsAsync(db, place, cancellation);
            var result = hidden.Hide(reason, actor, place.SubjectId, authors, now);
            if (result.Failed)
            {
                return result;
            }

            await TellAsync(db, place, authors, (key, link, name) => new Notice("Reviews.CommentHidden", key, link, name), now, cancellation);
        }

        Note(db, "Reviews.CommentHidden", places, reason.Trim(), actor, now);
        await db.SaveChangesAsync(cancellation);
        return Result.Ok;
    }

    /// <param name="version">The version that was seen; null where the page shows several comments as one.</param>
    public static async Task<Result> RestoreAsync(PortalDbContext db, IReadOnlyList<CommentPlace> places, int? version, Actor actor, DateTime now, CancellationToken cancellation)
    {
        foreach (var place in places)
        {
            if (await FindAsync(db, place, cancellation) is not { } hidden || (version is { } seen && hidden.Version != seen))
            {
                return SharedErrors.ChangedElsewhere;
            }

            var authors = await AuthorsAsync(db, place, cancellation);
            var result = hidden.Restore(actor, place.SubjectId, authors, now);
            if (result.Failed)
            {
                return result;
            }

            await TellAsync(db, place, authors, (key, link, name) => new Notice("Reviews.CommentRestored", key, link, name), now, cancellation);
        }

        Note(db, "Reviews.CommentRestored", places, "", actor, now);
        await db.SaveChangesAsync(cancellation);
        return Result.Ok;
    }

    private static Task<HiddenComment?> FindAsync(PortalDbContext db, CommentPlace place, CancellationToken cancellation) =>
        db.HiddenComments.SingleOrDefaultAsync(
            h => h.ReviewId == place.ReviewId && h.FeedbackAnswerId == place.FeedbackAnswerId && h.ItemKey == place.ItemKey, cancellation);

    /// <summary>The reviewer, and who handed it in for them; nobody for a customer, whom nobody knows.</summary>
    private static async Task<IReadOnlyList<int>> AuthorsAsync(PortalDbContext db, CommentPlace place, CancellationToken cancellation)
    {
        var review = await db.Reviews.AsNoTracking().Where(r => r.Id == place.ReviewId)
            .Select(r => new { r.ReviewerId, r.SubmittedById }).SingleOrDefaultAsync(cancellation);
        return review is null ? [] : review.SubmittedById is { } by && by != review.ReviewerId ? [review.ReviewerId, by] : [review.ReviewerId];
    }

    private static async Task TellAsync(PortalDbContext db, CommentPlace place, IReadOnlyList<int> authors, Func<string, string, string, Notice> notice, DateTime now, CancellationToken cancellation)
    {
        if (place.ReviewId is { } review)
        {
            var name = await db.Participants.Where(p => p.Id == place.ParticipantId).Select(p => p.Name).SingleAsync(cancellation);
            db.Notify(authors, notice(FormattableString.Invariant($"comment:{review}:{place.ItemKey}:{now.Ticks}"), $"/reviews/{review}", name), now);
        }
    }

    private static void Note(PortalDbContext db, string action, IReadOnlyList<CommentPlace> places, string reason, Actor actor, DateTime now) =>
        db.Audit(actor, new AuditNote(action, "Participant", places[0].ParticipantId, places[0].SubjectId, reason, $"item={places[0].ItemKey}"), now);
}
