using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Calendar;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Reviews;

/// <param name="ClosesAt">UTC; its own end. Null: its phase's while that is open, else <see cref="ReopenReview.DefaultDays"/> working days.</param>
public sealed record ReopenReviewCommand(int ReviewId, string Reason, DateTime? ClosesAt = null);

/// <summary>HR gives a submitted review back to its author, before release; the reason stays in the audit trail, the author is told.</summary>
internal sealed class ReopenReview(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <summary>Working days for a review that is reopened after its phase, where HR names no end.</summary>
    public const int DefaultDays = 3;

    public async Task<Result> RunAsync(ReopenReviewCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => RunAsync(db, command, actor, cancellation), cancellation);
    }

    /// <summary>Reopens with an end that lies ahead: nothing is open for ever.</summary>
    internal static Result Reopen(Review review, Cycle cycle, WorkCalendar calendar, string reason, DateTime? closesAt, Actor actor, DateTime now)
    {
        if (cycle.State is not (CycleState.Running or CycleState.Calibrating))
        {
            return ReviewErrors.CycleNotRunning;
        }

        if (closesAt <= now)
        {
            return ReviewErrors.EndPast;
        }

        var phase = cycle.Phase(ReviewWindow.PhaseOf(review.Relationship));
        var end = closesAt ?? (phase is null or { State: PhaseState.Open } ? null : OwnEnd.After(now, DefaultDays, TimeZoneInfo.FindSystemTimeZoneById(cycle.TimeZone), calendar));
        return review.Reopen(reason, actor, end);
    }

    private async Task<Result> RunAsync(PortalDbContext db, ReopenReviewCommand command, Actor actor, CancellationToken cancellation)
    {
        var cycleId = await db.Reviews.Where(r => r.Id == command.ReviewId).Select(r => (int?)r.CycleId).SingleOrDefaultAsync(cancellation);
        if (!actor.IsHr || cycleId is not { } held)
        {
            return ReviewErrors.NotAllowed;
        }

        // the cycle stays as it is until the review is open again: a release must not come in between
        await db.LockCycleAsync(held, cancellation);
        var review = await db.Reviews.Include(r => r.Answers).SingleAsync(r => r.Id == command.ReviewId, cancellation);
        if (!ReviewAccess.CanReopen(actor, review.ReviewerId, review.SubjectId))
        {
            return ReviewErrors.NotAllowed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var cycle = await db.Cycles.AsNoTracking().Include(c => c.Phases).SingleAsync(c => c.Id == held, cancellation);
        var result = Reopen(review, cycle, await db.WorkCalendarAsync(cancellation), command.Reason, command.ClosesAt, actor, now);
        if (result.Failed)
        {
            return result;
        }

        foreach (var request in await db.ReopeningRequests.Where(r => r.ReviewId == review.Id && r.State == ReopeningState.Open).ToListAsync(cancellation))
        {
            request.Overtake(now);
        }

        var subject = await db.Participants.Where(p => p.Id == review.ParticipantId).Select(p => p.Name).SingleAsync(cancellation);
        db.Notify(review.ReviewerId, new Notice("Reviews.Reopened", FormattableString.Invariant($"review:{review.Id}:{review.Version}"), $"/reviews/{review.Id}", subject), now);
        db.Audit(actor, new AuditNote("Reviews.Reopened", nameof(Review), review.Id, review.SubjectId, command.Reason.Trim(), review.Relationship.ToString()), now);
        await db.SaveChangesAsync(cancellation);
        return Result.Ok;
    }
}
