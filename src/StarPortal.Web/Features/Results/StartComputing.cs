using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Results;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Results;

/// <summary>HR asks for the results of a cycle to be computed; the work is a long task. Asking while it runs gives the running one.</summary>
public sealed class StartComputing(IDbContextFactory<PortalDbContext> factory, LongTaskSignal signal, TimeProvider clock)
{
    /// <returns>The task's identifier.</returns>
    public async Task<Result<int>> RunAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (!ResultAccess.CanManage(actor))
        {
            return ResultErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var state = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId).Select(c => (CycleState?)c.State).SingleOrDefaultAsync(cancellation);
        if (state is not (CycleState.Running or CycleState.Calibrating))
        {
            return state is null ? ResultErrors.NotAllowed : ResultErrors.NotComputable;
        }

        var started = await db.WriteAsync<Result<int>>(
            async () =>
            {
                // two who press the button at once get one task
                await db.LockCycleAsync(cycleId, cancellation);
                if (await RunningAsync(db, cycleId, cancellation) is { } running)
                {
                    return running;
                }

                var task = new LongTask(ComputeResults.TaskKind, cycleId, "", actor, clock.GetUtcNow().UtcDateTime);
                db.LongTasks.Add(task);
                await db.SaveChangesAsync(cancellation);
                return task.Id;
            },
            cancellation);
        signal.Wake();
        return started;
    }

    /// <summary>The computation that waits or works now; null when there is none.</summary>
    internal static Task<int?> RunningAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        db.LongTasks.AsNoTracking()
            .Where(t => t.Kind == ComputeResults.TaskKind && t.TargetId == cycleId && (t.State == LongTaskState.Queued || t.State == LongTaskState.Running))
            .Select(t => (int?)t.Id)
            .FirstOrDefaultAsync(cancellation);
}
