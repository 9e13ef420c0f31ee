using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles;

/// <summary>Ends a cycle before its results are released; what was written stays.</summary>
public sealed class CancelCycle(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int cycleId, int version, string reason, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await db.FindCycleAsync(cycleId, cancellation) is not { } cycle)
        {
            return CycleErrors.NotFound;
        }

        db.Expect(cycle, version);
        var cancelled = cycle.Cancel(reason);
        if (cancelled.Failed)
        {
            return cancelled;
        }

        db.Audit(actor, new AuditNote("Cycles.Cancelled", "Cycle", cycle.Id, Reason: reason.Trim(), Details: cycle.Name), clock.GetUtcNow().UtcDateTime);
        return await db.SaveAsync(cancellation);
    }
}
