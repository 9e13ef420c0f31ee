using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Reviews.Reopening;

/// <summary>Asks HR to give a submitted review back. HR finds it in the inbox; nobody else is told, least of all the subject.</summary>
public sealed class RequestReopening(IDbContextFactory<PortalDbContext> factory, ReviewQueries reviews, TimeProvider clock)
{
    public async Task<Result> RunAsync(int reviewId, string reason, Actor actor, CancellationToken cancellation)
    {
        // as whom the actor reads it is asked where everybody asks
        if (actor.EmployeeId is not { } me || await reviews.FindAsync(reviewId, actor, cancellation) is not { } view)
        {
            return ReviewErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(
            async () =>
            {
                var found = await (
                    from review in db.Reviews.AsNoTracking()
                    join participant in db.Participants on review.ParticipantId equals participant.Id
                    where review.Id == reviewId
                    select new { review.CycleId, review.ReviewerId, review.SubjectId, review.Relationship, review.State, participant.ManagerId }).SingleAsync(cancellation);
                if (!ReopeningAccess.CanRequest(actor, found.ReviewerId, found.Relationship, found.ManagerId, view.Reader is not ReviewReader.None))
                {
                    return ReviewErrors.NotAllowed;
                }

                if (await db.HoldCycleAsync(found.CycleId, cancellation) is not (CycleState.Running or CycleState.Calibrating))
                {
                    return ReviewErrors.CycleNotRunning;
                }

                if (found.State != ReviewState.Submitted)
                {
                    return ReviewErrors.NotSubmitted;
                }

                if (ReasonFault(reason) is { } fault)
                {
                    return fault;
                }

                if (await db.ReopeningRequests.AnyAsync(r => r.ReviewId == reviewId && r.State == ReopeningState.Open, cancellation))
                {
                    return ReviewErrors.RequestExists;
                }

                var now = clock.GetUtcNow().UtcDateTime;
                var request = new ReopeningRequest(found.CycleId, reviewId, me, reason, now);
                db.ReopeningRequests.Add(request);
                // hidden from managers with everything else of the trail that is about a group's review
                db.Audit(actor, new AuditNote("Reviews.ReopeningRequested", nameof(Review), reviewId, found.SubjectId, request.Reason, found.Relationship.ToString()), now);
                await db.SaveChangesAsync(cancellation);
                return Result.Ok;
            },
            cancellation);
    }

    internal static Error? ReasonFault(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? ReviewErrors.ReasonRequired
        : reason.Trim().Length > Review.ReasonLimit ? ReviewErrors.ReasonTooLong.With(Review.ReasonLimit)
        : null;
}
