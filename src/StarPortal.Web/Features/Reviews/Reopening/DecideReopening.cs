using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Calendar;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Reviews.Reopening;

/// <param name="ClosesAt">UTC; the reopened review's own end. Null: its phase's, while that is open.</param>
public sealed record ReopeningDecision(int RequestId, int Version, bool Granted, string Answer, DateTime? ClosesAt = null);

/// <summary>HR grants or refuses. Whoever asked and the author are told; the one reviewed is not.</summary>
public sealed class DecideReopening(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(ReopeningDecision decision, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => DecideAsync(db, decision, actor, cancellation), cancellation);
    }

    private async Task<Result> DecideAsync(PortalDbContext db, ReopeningDecision decision, Actor actor, CancellationToken cancellation)
    {
        var cycleId = await db.ReopeningRequests.Where(r => r.Id == decision.RequestId).Select(r => (int?)r.CycleId).SingleOrDefaultAsync(cancellation);
        if (!actor.IsHr || cycleId is not { } held)
        {
            return ReviewErrors.NotAllowed;
        }

        await db.LockCycleAsync(held, cancellation);
        var request = await db.ReopeningRequests.SingleAsync(r => r.Id == decision.RequestId, cancellation);
        var review = await db.Reviews.Include(r => r.Answers).SingleAsync(r => r.Id == request.ReviewId, cancellation);
        if (!ReopeningAccess.CanDecide(actor, review.ReviewerId, review.SubjectId, request.RequestedById))
        {
            return ReviewErrors.NotAllowed;
        }

        if (request.Version != decision.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var decided = request.Decide(decision.Granted, decision.Answer, actor, now);
        if (decided.Succeeded && decision.Granted)
        {
            var cycle = await db.Cycles.AsNoTracking().Include(c => c.Phases).SingleAsync(c => c.Id == held, cancellation);
            decided = ReopenReview.Reopen(review, cycle, await db.WorkCalendarAsync(cancellation), request.Reason, decision.ClosesAt, actor, now);
        }

        if (decided.Failed)
        {
            return decided;
        }

        await TellAsync(db, request, review, decision.Granted, now, cancellation);
        db.Audit(actor, new AuditNote(decision.Granted ? "Reviews.Reopened" : "Reviews.ReopeningRefused", nameof(Review), review.Id, review.SubjectId, request.Answer ?? "", review.Relationship.ToString()), now);
        await db.SaveChangesAsync(cancellation);
        return Result.Ok;
    }

    private static async Task TellAsync(PortalDbContext db, ReopeningRequest request, Review review, bool granted, DateTime now, CancellationToken cancellation)
    {
        var subject = await db.Participants.Where(p => p.Id == review.ParticipantId).Select(p => p.Name).SingleAsync(cancellation);
        var key = $"reopening:{request.Id}";
        db.Notify(request.RequestedById, new Notice(granted ? "Reviews.ReopeningGranted" : "Reviews.ReopeningRefused", key, $"/reviews/{review.Id}", subject), now);
        if (granted && review.ReviewerId != request.RequestedById)
        {
            db.Notify(review.ReviewerId, new Notice("Reviews.Reopened", key, $"/reviews/{review.Id}", subject), now);
        }
    }
}
