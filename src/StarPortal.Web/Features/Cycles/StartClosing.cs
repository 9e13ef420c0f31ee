using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Cycles;

/// <summary>HR asks for a released cycle to be closed; the work is a long task. Asking while it runs gives the running one.</summary>
public sealed class StartClosing(IDbContextFactory<PortalDbContext> factory, IEnumerable<IClosingStep> steps, LongTaskSignal signal, TimeProvider clock)
{
    /// <param name="cycleId">The cycle.</param>
    /// <param name="version">The version that the person saw.</param>
    /// <param name="actor">HR.</param>
    /// <param name="cancellation">Nothing is queued then.</param>
    /// <returns>The task's identifier.</returns>
    public async Task<Result<int>> RunAsync(int cycleId, int version, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor))
        {
            return CycleErrors.NotFound;
        }

        foreach (var step in steps)
        {
            if (await step.PreviewAsync(db, cycleId, cancellation) is { Obstacles.Count: > 0 } preview)
            {
                return Result<int>.Fail(preview.Obstacles);
            }
        }

        var started = await db.WriteAsync(() => QueueAsync(db, cycleId, version, actor, cancellation), cancellation);
        signal.Wake();
        return started;
    }

    /// <summary>The closing that waits or works now; null when there is none.</summary>
    internal static Task<int?> RunningAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        db.LongTasks.AsNoTracking()
            .Where(t => t.Kind == CloseCycleHandler.TaskKind && t.TargetId == cycleId && (t.State == LongTaskState.Queued || t.State == LongTaskState.Running))
            .Select(t => (int?)t.Id)
            .FirstOrDefaultAsync(cancellation);

    private async Task<Result<int>> QueueAsync(PortalDbContext db, int cycleId, int version, Actor actor, CancellationToken cancellation)
    {
        // two who press the button at once get one task
        await db.LockCycleAsync(cycleId, cancellation);
        if (await RunningAsync(db, cycleId, cancellation) is { } running)
        {
            return running;
        }

        var cycle = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId).Select(c => new { c.State, c.Version }).SingleOrDefaultAsync(cancellation);
        if (cycle is not { State: CycleState.Released })
        {
            return cycle is null ? CycleErrors.NotFound : CycleErrors.WrongState.With(cycle.State);
        }

        if (cycle.Version != version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var task = new LongTask(CloseCycleHandler.TaskKind, cycleId, "", actor, clock.GetUtcNow().UtcDateTime);
        db.LongTasks.Add(task);
        await db.SaveChangesAsync(cancellation);
        return task.Id;
    }
}
