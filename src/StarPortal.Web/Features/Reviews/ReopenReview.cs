using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Reviews;

/// <param name="ClosesAt">UTC; its own end. Null: as long as its phase is open, else until calibration or release.</param>
public sealed record ReopenReviewCommand(int ReviewId, string Reason, DateTime? ClosesAt = null);

/// <summary>HR gives a submitted review back to its author, before release; the reason stays in the audit trail.</summary>
internal sealed class ReopenReview(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(ReopenReviewCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var review = await db.Reviews.Include(r => r.Answers).SingleOrDefaultAsync(r => r.Id == command.ReviewId, cancellation);
        if (review is null || !ReviewAccess.CanReopen(actor, review.ReviewerId, review.SubjectId))
        {
            return ReviewErrors.NotAllowed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (command.ClosesAt <= now)
        {
            return ReviewErrors.EndPast;
        }

        var result = review.Reopen(command.Reason, actor, command.ClosesAt);
        if (result.Failed)
        {
            return result;
        }

        db.Audit(actor, new AuditNote("Reviews.Reopened", nameof(Review), review.Id, review.SubjectId, command.Reason.Trim(), review.Relationship.ToString()), now);
        return await db.WriteOrTellAsync(() => SaveAsync(db, review.CycleId, cancellation), cancellation);
    }

    private static async Task<Result> SaveAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        // the cycle stays as it is until the review is open again: a release must not come in between
        if (await db.HoldCycleAsync(cycleId, cancellation) is not (CycleState.Running or CycleState.Calibrating))
        {
            return ReviewErrors.CycleNotRunning;
        }

        await db.SaveChangesAsync(cancellation);
        return Result.Ok;
    }
}
