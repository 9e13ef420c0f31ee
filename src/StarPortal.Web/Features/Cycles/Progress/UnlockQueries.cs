using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Cycles.Progress;

/// <summary>Whether a manager waits for a self review, and may be let go ahead.</summary>
/// <param name="CanUnlock">The self review is out, the manager's too, and the one who looks may decide it.</param>
public sealed record UnlockView(string Name, bool Unlocked, bool CanUnlock);

public sealed class UnlockQueries(IDbContextFactory<PortalDbContext> factory)
{
    /// <returns>Null where there is nothing to say.</returns>
    public async Task<UnlockView?> FindAsync(int participantId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var found = await (
            from person in db.Participants.AsNoTracking()
            join cycle in db.Cycles on person.CycleId equals cycle.Id
            where person.Id == participantId && cycle.State == CycleState.Running
            select new { person.Name, person.EmployeeId, person.ManagerId, person.ManagerReviewUnlocked }).SingleOrDefaultAsync(cancellation);
        if (found is null || !CycleAccess.CanUnlockManagerReview(actor, found.EmployeeId, found.ManagerId))
        {
            return null;
        }

        var states = await db.Reviews.AsNoTracking()
            .Where(r => r.ParticipantId == participantId && !r.PreviousManager && (r.Relationship == Relationship.Self || r.Relationship == Relationship.Manager) && r.State != ReviewState.Withdrawn)
            .Select(r => new { r.Relationship, r.State }).ToListAsync(cancellation);
        var waits = states.Exists(s => s is { Relationship: Relationship.Self, State: ReviewState.NotStarted or ReviewState.Draft or ReviewState.Reopened })
            && states.Exists(s => s is { Relationship: Relationship.Manager, State: ReviewState.NotStarted or ReviewState.Draft });
        return found.ManagerReviewUnlocked || waits ? new UnlockView(found.Name, found.ManagerReviewUnlocked, waits && !found.ManagerReviewUnlocked) : null;
    }
}
