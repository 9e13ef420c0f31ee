using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Cycles;

/// <param name="TaskId">The closing that is queued, runs or failed last; null otherwise.</param>
/// <param name="IsRunning">That task is not over yet.</param>
public sealed record ClosingView(IReadOnlyList<Error> Obstacles, IReadOnlyList<string> Effects, int? TaskId, bool IsRunning);

/// <summary>What closing a released cycle would do, for HR.</summary>
public sealed class ClosingQueries(IDbContextFactory<PortalDbContext> factory, IEnumerable<IClosingStep> steps)
{
    /// <returns>Null when the cycle is not released or the actor may not close it.</returns>
    public async Task<ClosingView?> FindAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || !await db.Cycles.AnyAsync(c => c.Id == cycleId && c.State == CycleState.Released, cancellation))
        {
            return null;
        }

        var previews = new List<ClosingPreview>();
        foreach (var step in steps.OrderBy(s => s.Order))
        {
            previews.Add(await step.PreviewAsync(db, cycleId, cancellation));
        }

        var task = await db.LongTasks.AsNoTracking().Where(t => t.Kind == CloseCycleHandler.TaskKind && t.TargetId == cycleId).OrderByDescending(t => t.Id)
            .Select(t => new { t.Id, t.State }).FirstOrDefaultAsync(cancellation);
        return new ClosingView(
            [.. previews.SelectMany(p => p.Obstacles)],
            [.. previews.SelectMany(p => p.Effects)],
            task is { State: not LongTaskState.Succeeded } ? task.Id : null,
            task is { State: LongTaskState.Queued or LongTaskState.Running });
    }
}
