using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Results;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Results.Batch;

/// <summary>Tries again what could not be printed; what was printed is taken as it is, unless it says something else by now.</summary>
public sealed class RetryReportBatch(IDbContextFactory<PortalDbContext> factory, LongTaskSignal signal, TimeProvider clock)
{
    /// <returns>The task's identifier.</returns>
    public async Task<Result<int>> RunAsync(int batchId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!ResultAccess.CanManage(actor) || await db.ReportBatches.Include(b => b.Failures).SingleOrDefaultAsync(b => b.Id == batchId, cancellation) is not { } batch)
        {
            return SharedErrors.NotAllowed;
        }

        var allowed = batch.Retry();
        if (allowed.Failed)
        {
            return Result<int>.Fail(allowed.Errors);
        }

        var task = new LongTask(ReportBatchHandler.TaskKind, batch.Id, "", actor, clock.GetUtcNow().UtcDateTime);
        db.LongTasks.Add(task);
        var saved = await db.SaveOrTellAsync(cancellation);
        signal.Wake();
        return saved.Failed ? Result<int>.Fail(saved.Errors) : task.Id;
    }
}
