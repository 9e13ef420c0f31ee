using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Reviews;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Cycles.Progress;

/// <summary>Lets a manager submit before the self review is in.</summary>
public sealed class UnlockManagerReview(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int participantId, string reason, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var participant = await db.Participants.SingleOrDefaultAsync(p => p.Id == participantId, cancellation);
        if (!CycleAccess.CanManage(actor) || participant is null)
        {
            return CycleErrors.NotFound;
        }

        if (!CycleAccess.CanUnlockManagerReview(actor, participant.EmployeeId, participant.ManagerId))
        {
            return CycleErrors.OwnCase;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return CycleErrors.ReasonMissing;
        }

        var state = await db.Cycles.Where(c => c.Id == participant.CycleId).Select(c => c.State).SingleAsync(cancellation);
        if (state != CycleState.Running)
        {
            return CycleErrors.WrongState.With(state);
        }

        if (participant.ManagerReviewUnlocked)
        {
            // two of HR at once: the second is told instead of writing the same again
            return SharedErrors.ChangedElsewhere;
        }

        participant.UnlockManagerReview();
        var now = clock.GetUtcNow().UtcDateTime;
        // only who writes it: the employee is not told that nobody waits for them any more
        var writers = await db.Reviews.Counting().StillOpen()
            .Where(r => r.ParticipantId == participant.Id && r.Relationship == Relationship.Manager)
            .Select(r => new { r.Id, r.ReviewerId }).ToListAsync(cancellation);
        foreach (var writer in writers)
        {
            db.Notify(writer.ReviewerId, new Notice("Cycles.ManagerReviewUnlocked", $"review:{writer.Id}", $"/reviews/{writer.Id}", participant.Name), now);
        }

        db.Audit(actor, new AuditNote("Cycles.ManagerReviewUnlocked", "Participant", participant.Id, participant.EmployeeId, reason.Trim()), now);
        return await db.SaveAsync(cancellation);
    }
}
