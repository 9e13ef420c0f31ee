using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>Carries out the hand-overs whose cut-off has come; one by one, so that one that cannot be does not stop the others.</summary>
public sealed class CarryOutHandOvers(IDbContextFactory<PortalDbContext> factory, ChangeWriter writer, TimeProvider clock, ILogger<CarryOutHandOvers> logger)
{
    public async Task<int> RunAsync(Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<(int Id, int CycleId)> due;
        await using (var db = await factory.CreateDbContextAsync(cancellation))
        {
            due = [.. (await db.ManagerChanges.AsNoTracking().Where(c => c.State == ManagerChangeState.Planned && c.At <= now).OrderBy(c => c.At).ThenBy(c => c.Id)
                .Select(c => new { c.Id, c.CycleId }).ToListAsync(cancellation)).Select(c => (c.Id, c.CycleId))];
        }

        var count = 0;
        foreach (var (id, cycleId) in due)
        {
            var done = await writer.RunAsync(cycleId, ParticipantChangeKind.ManagerChanged, actor, scene => CarryOutAsync(scene, id), cancellation);
            count += done.Succeeded ? 1 : 0;
            if (done.Failed)
            {
                logger.LogInformation("Hand-over {Id} was not carried out: {Error}", id, done.Error);
            }
        }

        return count;
    }

    private static async Task<Result> CarryOutAsync(ChangeScene scene, int id)
    {
        var change = await scene.Db.ManagerChanges.SingleAsync(c => c.Id == id, scene.Cancellation);
        if (change.State != ManagerChangeState.Planned)
        {
            // another node was first
            return CycleErrors.HandOverNotPlanned;
        }

        var participant = await scene.Db.Participants.SingleAsync(p => p.Id == change.ParticipantId, scene.Cancellation);
        if (participant.State != ParticipantState.Withdrawn && participant.ManagerId == change.FromId && await IsThereAsync(scene, change))
        {
            return await HandOver.CarryOutAsync(scene, change, participant, change.ClosesAt);
        }

        // what the plan went by is gone: HR finds the difference on the page of changes again
        var cancelled = change.Cancel();
        if (cancelled.Succeeded)
        {
            var key = await scene.RecordAsync(participant, ParticipantChangeKind.HandOverCancelled, "", "", change.Reason);
            PlannedHandOvers.Tell(scene, participant, change, key);
        }

        return cancelled;
    }

    private static async Task<bool> IsThereAsync(ChangeScene scene, ManagerChange change)
    {
        var today = scene.Cycle.Today(scene.Now);
        return change.ToId is not { } to || await scene.Db.Employees.AnyAsync(e => e.Id == to && (e.LeaveDate == null || e.LeaveDate >= today), scene.Cancellation);
    }
}
