using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Results;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Results.Batch;

/// <summary>
/// Tries again what could not be printed, and goes on with a batch that was cancelled or given up; what was printed is taken
/// as it is, unless it says something else by now.
/// </summary>
public sealed class RetryReportBatch(IDbContextFactory<PortalDbContext> factory, LongTaskSignal signal, TimeProvider clock)
{
    /// <returns>The task's identifier.</returns>
    public async Task<Result<int>> RunAsync(int batchId, Actor actor, CancellationToken cancellation)
    {
        if (!ResultAccess.CanManage(actor))
        {
            return SharedErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var started = await db.WriteOrTellAsync(() => StartAsync(db, batchId, actor, cancellation), cancellation);
        signal.Wake();
        return started;
    }

    private async Task<Result<int>> StartAsync(PortalDbContext db, int batchId, Actor actor, CancellationToken cancellation)
    {
        if (await db.ReportBatches.Where(b => b.Id == batchId).Select(b => (int?)b.CycleId).SingleOrDefaultAsync(cancellation) is not { } cycleId)
        {
            return SharedErrors.NotAllowed;
        }

        // two who click at once begin it once
        await db.LockCycleAsync(cycleId, cancellation);
        var batch = await db.ReportBatches.Include(b => b.Failures).SingleAsync(b => b.Id == batchId, cancellation);
        if (!batch.IsOf(actor))
        {
            return SharedErrors.NotAllowed;
        }

        if (batch.IsUnfinished)
        {
            var running = await db.LongTasks.Where(t => t.Kind == ReportBatchHandler.TaskKind && t.TargetId == batchId && (t.State == LongTaskState.Queued || t.State == LongTaskState.Running))
                .Select(t => (int?)t.Id).FirstOrDefaultAsync(cancellation);
            if (running is { } known)
            {
                return known;
            }
        }
        else if (batch.Retry() is { Failed: true } refused)
        {
            return Result<int>.Fail(refused.Errors);
        }

        var task = new LongTask(ReportBatchHandler.TaskKind, batch.Id, "", actor, clock.GetUtcNow().UtcDateTime);
        db.LongTasks.Add(task);
        await db.SaveChangesAsync(cancellation);
        return task.Id;
    }
}
