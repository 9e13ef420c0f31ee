using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;

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

        participant.UnlockManagerReview();
        db.Audit(actor, new AuditNote("Cycles.ManagerReviewUnlocked", "Participant", participant.Id, participant.EmployeeId, reason.Trim()), clock.GetUtcNow().UtcDateTime);
        return await db.SaveAsync(cancellation);
    }
}
