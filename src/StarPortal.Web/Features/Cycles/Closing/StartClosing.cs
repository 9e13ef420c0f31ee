using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>
/// HR, or the calendar, has a released cycle closed; the work is a long task. Asking while it runs gives the running one;
/// asking after a step failed tries it again.
/// </summary>
public sealed class StartClosing(IDbContextFactory<PortalDbContext> factory, IServiceProvider services, LongTaskSignal signal, TimeProvider clock)
{
    /// <param name="cycleId">The cycle.</param>
    /// <param name="version">The version that the person saw; null for the calendar.</param>
    /// <param name="overridden">Checks in spite of which the cycle is closed, with reasons.</param>
    /// <param name="actor">HR, or the calendar.</param>
    /// <param name="cancellation">Nothing is begun then.</param>
    /// <returns>The task's identifier.</returns>
    public async Task<Result<int>> RunAsync(int cycleId, int? version, IReadOnlyList<OverriddenCheck> overridden, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanMovePhases(actor))
        {
            return CycleErrors.NotFound;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var started = await db.WriteOrTellAsync(() => BeginAsync(db, cycleId, version, overridden, actor, cancellation), cancellation);
        signal.Wake();
        return started;
    }

    /// <summary>Tries a failed step again, and then goes on.</summary>
    public async Task<Result<int>> RetryAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return CycleErrors.NotFound;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var started = await db.WriteOrTellAsync(
            async () =>
            {
                await db.LockCycleAsync(cycleId, cancellation);
                if (await RunningAsync(db, cycleId, cancellation) is { } running)
                {
                    return running;
                }

                var closing = await db.CycleClosings.Where(c => c.CycleId == cycleId).OrderByDescending(c => c.Round).FirstOrDefaultAsync(cancellation);
                var again = closing?.Retry() ?? ClosingErrors.NothingToRetry;
                if (again.Failed)
                {
                    return again.Error;
                }

                db.Audit(actor, new AuditNote("Cycles.ClosingRetried", "Cycle", cycleId), clock.GetUtcNow().UtcDateTime);
                return await QueueAsync(db, cycleId, actor, cancellation);
            },
            cancellation);
        signal.Wake();
        return started;
    }

    /// <summary>The closing that waits or works now; null when there is none.</summary>
    internal static Task<int?> RunningAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        db.LongTasks.AsNoTracking()
            .Where(t => t.Kind == CloseCycleHandler.TaskKind && t.TargetId == cycleId && (t.State == LongTaskState.Queued || t.State == LongTaskState.Running))
            .Select(t => (int?)t.Id)
            .FirstOrDefaultAsync(cancellation);

    private async Task<Result<int>> BeginAsync(
        PortalDbContext db, int cycleId, int? version, IReadOnlyList<OverriddenCheck> overridden, Actor actor, CancellationToken cancellation)
    {
        // two who press the button at once get one task
        await db.LockCycleAsync(cycleId, cancellation);
        if (await RunningAsync(db, cycleId, cancellation) is { } running)
        {
            return running;
        }

        var begun = await services.GetRequiredService<BeginClosing>().InAsync(db, cycleId, version, overridden, actor, cancellation);
        return begun.Failed ? Result<int>.Fail(begun.Errors) : await QueueAsync(db, cycleId, actor, cancellation);
    }

    private async Task<Result<int>> QueueAsync(PortalDbContext db, int cycleId, Actor actor, CancellationToken cancellation)
    {
        var task = new LongTask(CloseCycleHandler.TaskKind, cycleId, "", actor, clock.GetUtcNow().UtcDateTime);
        db.LongTasks.Add(task);
        await db.SaveChangesAsync(cancellation);
        return task.Id;
    }
}
