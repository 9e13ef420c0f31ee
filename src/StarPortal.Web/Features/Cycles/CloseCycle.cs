using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Cycles;

/// <summary>
/// Closes a released cycle for good, with everything that follows from it: all closing steps and the new state are one
/// transaction, so that a cycle is wholly open or wholly closed, however often and by however many it is tried.
/// </summary>
public sealed class CloseCycle(IDbContextFactory<PortalDbContext> factory, IEnumerable<IClosingStep> steps, TimeProvider clock)
{
    /// <param name="cycleId">The cycle.</param>
    /// <param name="version">The version that the person saw; null when that was checked before, by <see cref="StartClosing"/>.</param>
    /// <param name="actor">HR.</param>
    /// <param name="cancellation">Leaves everything as it was.</param>
    public async Task<Result> RunAsync(int cycleId, int? version, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return CycleErrors.NotFound;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => CloseAsync(db, cycleId, version, actor, cancellation), cancellation);
    }

    private async Task<Result> CloseAsync(PortalDbContext db, int cycleId, int? version, Actor actor, CancellationToken cancellation)
    {
        // the second of two waits here, and then finds the cycle closed
        if (!await db.LockCycleAsync(cycleId, cancellation) || await db.FindCycleAsync(cycleId, cancellation) is not { } cycle)
        {
            return CycleErrors.NotFound;
        }

        if (version is { } seen)
        {
            db.Expect(cycle, seen);
        }

        var closed = cycle.Close();
        if (closed.Failed)
        {
            return closed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var step in steps.OrderBy(s => s.Order))
        {
            var carried = await step.CloseAsync(db, cycleId, actor, now, cancellation);
            if (carried.Failed)
            {
                return carried;
            }
        }

        db.Audit(actor, new AuditNote("Cycles.Closed", "Cycle", cycle.Id, Details: cycle.Name), now);
        await db.SaveChangesAsync(cancellation);
        return Result.Ok;
    }
}
