using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <param name="DepartmentId">With all below it; null for the whole cycle.</param>
public sealed record BatchCommand(int CycleId, IReadOnlyList<int> Levels, int? DepartmentId, BatchFormat Format, CertificateLanguages Languages);

/// <summary>HR asks for the certificates of a closed cycle; the work is a long task. Asking for the same while it runs gives the running one.</summary>
public sealed class StartCertificateBatch(IDbContextFactory<PortalDbContext> factory, LongTaskSignal signal, TimeProvider clock)
{
    /// <returns>The task's identifier.</returns>
    public async Task<Result<int>> RunAsync(BatchCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!CertificateAccess.CanManage(actor))
        {
            return SharedErrors.NotAllowed;
        }

        if (command.Levels.Count == 0)
        {
            return CertificateErrors.NoLevelChosen;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var started = await db.WriteAsync(() => StartAsync(db, command, actor, cancellation), cancellation);
        signal.Wake();
        return started;
    }

    private async Task<Result<int>> StartAsync(PortalDbContext db, BatchCommand command, Actor actor, CancellationToken cancellation)
    {
        await db.LockCycleAsync(command.CycleId, cancellation);
        if (!await db.Cycles.AnyAsync(c => c.Id == command.CycleId && c.State == CycleState.Closed, cancellation))
        {
            return CertificateErrors.CycleNotClosed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var batch = new CertificateBatch(
            command.CycleId, command.Levels, command.DepartmentId, command.Format, command.Languages, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)), actor, now);
        if (await RunningAsync(db, batch, actor, cancellation) is { } running)
        {
            return running;
        }

        db.CertificateBatches.Add(batch);
        await db.SaveChangesAsync(cancellation);
        var task = new LongTask(CertificateBatchHandler.TaskKind, batch.Id, "", actor, now);
        db.LongTasks.Add(task);
        await db.SaveChangesAsync(cancellation);
        return task.Id;
    }

    // somebody else's batch may leave out somebody else's own certificate
    private static async Task<int?> RunningAsync(PortalDbContext db, CertificateBatch wished, Actor actor, CancellationToken cancellation)
    {
        var running = await (from b in db.CertificateBatches.AsNoTracking()
                             where b.CycleId == wished.CycleId && b.DepartmentId == wished.DepartmentId && b.Format == wished.Format && b.Languages == wished.Languages && b.FinishedAt == null
                             join t in db.LongTasks on b.Id equals t.TargetId
                             where t.Kind == CertificateBatchHandler.TaskKind && t.RequestedByAccountId == actor.AccountId && (t.State == LongTaskState.Queued || t.State == LongTaskState.Running)
                             select new { b.Levels, t.Id }).ToListAsync(cancellation);
        return running.FirstOrDefault(r => r.Levels.SequenceEqual(wished.Levels))?.Id;
    }
}
