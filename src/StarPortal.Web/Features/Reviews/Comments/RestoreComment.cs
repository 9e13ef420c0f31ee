using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Reviews.Comments;

/// <param name="Version">Of the hiding that was seen.</param>
public sealed record RestoreCommentCommand(int ReviewId, string ItemKey, int Version);

/// <summary>HR shows a hidden comment again.</summary>
public sealed class RestoreComment(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(RestoreCommentCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var review = await db.Reviews.AsNoTracking().Where(r => r.Id == command.ReviewId && r.State != ReviewState.Withdrawn)
            .Select(r => new { r.CycleId, r.ParticipantId, r.SubjectId, r.ReviewerId }).SingleOrDefaultAsync(cancellation);
        if (review is null || !HiddenComment.CanHide(actor, review.SubjectId, [review.ReviewerId]))
        {
            return ReviewErrors.NotAllowed;
        }

        return await db.WriteOrTellAsync(
            async () =>
            {
                await db.LockCycleAsync(review.CycleId, cancellation);
                return await CommentHiding.RestoreAsync(
                    db, [new CommentPlace(review.ParticipantId, review.SubjectId, command.ReviewId, null, command.ItemKey)], command.Version, actor, clock.GetUtcNow().UtcDateTime, cancellation);
            },
            cancellation);
    }
}
