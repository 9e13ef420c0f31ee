using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Results;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Results.Batch;

/// <param name="DepartmentId">With all below it; null for the whole cycle.</param>
public sealed record ReportBatchCommand(int CycleId, int? DepartmentId, string Language, PaperSize Paper);

/// <summary>HR asks for the reports of a released cycle in one file; the work is a long task. Asking for the same while it runs gives the running one.</summary>
public sealed class StartReportBatch(IDbContextFactory<PortalDbContext> factory, LongTaskSignal signal, TimeProvider clock)
{
    /// <returns>The task's identifier.</returns>
    public async Task<Result<int>> RunAsync(ReportBatchCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!ResultAccess.CanManage(actor))
        {
            return SharedErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var started = await db.WriteAsync(() => StartAsync(db, command, actor, cancellation), cancellation);
        signal.Wake();
        return started;
    }

    private async Task<Result<int>> StartAsync(PortalDbContext db, ReportBatchCommand command, Actor actor, CancellationToken cancellation)
    {
        await db.LockCycleAsync(command.CycleId, cancellation);
        if (!await db.Cycles.AnyAsync(c => c.Id == command.CycleId && (c.State == CycleState.Released || c.State == CycleState.Closed), cancellation))
        {
            return ResultErrors.NotAllowed;
        }

        var running = await (from b in db.ReportBatches
                             where b.CycleId == command.CycleId && b.DepartmentId == command.DepartmentId && b.Language == command.Language && b.Paper == command.Paper && b.FinishedAt == null
                                 && b.RequestedByAccountId == actor.AccountId
                             join t in db.LongTasks on b.Id equals t.TargetId
                             where t.Kind == ReportBatchHandler.TaskKind && (t.State == LongTaskState.Queued || t.State == LongTaskState.Running)
                             select (int?)t.Id).FirstOrDefaultAsync(cancellation);
        if (running is { } known)
        {
            return known;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var batch = new ReportBatch(command.CycleId, command.DepartmentId, command.Language, command.Paper, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)), actor, now);
        db.ReportBatches.Add(batch);
        await db.SaveChangesAsync(cancellation);
        var task = new LongTask(ReportBatchHandler.TaskKind, batch.Id, "", actor, now);
        db.LongTasks.Add(task);
        await db.SaveChangesAsync(cancellation);
        return task.Id;
    }
}
