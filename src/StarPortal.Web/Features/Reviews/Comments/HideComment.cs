using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Reviews.Comments;

public sealed record HideCommentCommand(int ReviewId, string ItemKey, string Reason);

/// <summary>HR takes one comment of a review out of sight, before or after release.</summary>
public sealed class HideComment(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(HideCommentCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var review = await db.Reviews.AsNoTracking().Where(r => r.Id == command.ReviewId && r.State != ReviewState.Withdrawn)
            .Select(r => new { r.CycleId, r.ParticipantId, r.SubjectId, r.ReviewerId, r.State }).SingleOrDefaultAsync(cancellation);
        if (review is null || !HiddenComment.CanHide(actor, review.SubjectId, [review.ReviewerId]))
        {
            return ReviewErrors.NotAllowed;
        }

        return await db.WriteOrTellAsync(
            async () =>
            {
                await db.LockCycleAsync(review.CycleId, cancellation);
                var written = await db.ReviewAnswers.AnyAsync(a => a.ReviewId == command.ReviewId && a.ItemKey == command.ItemKey && a.Text != "", cancellation);
                return written && review.State is ReviewState.Submitted or ReviewState.Reopened or ReviewState.Missed
                    ? await CommentHiding.HideAsync(
                        db, [new CommentPlace(review.ParticipantId, review.SubjectId, command.ReviewId, null, command.ItemKey)], command.Reason, actor, clock.GetUtcNow().UtcDateTime, cancellation)
                    : SharedErrors.ChangedElsewhere;
            },
            cancellation);
    }
}
