using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles;

/// <summary>Closes a released cycle for good.</summary>
public sealed class CloseCycle(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int cycleId, int version, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await db.FindCycleAsync(cycleId, cancellation) is not { } cycle)
        {
            return CycleErrors.NotFound;
        }

        db.Expect(cycle, version);
        var closed = cycle.Close();
        if (closed.Failed)
        {
            return closed;
        }

        db.Audit(actor, new AuditNote("Cycles.Closed", "Cycle", cycle.Id, Details: cycle.Name), clock.GetUtcNow().UtcDateTime);
        return await db.SaveAsync(cancellation);
    }
}
