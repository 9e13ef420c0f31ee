using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>Opens the values again after data collection, with a reason, or locks them once more.</summary>
public sealed class UnlockActuals(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="cycleId">The cycle.</param>
    /// <param name="version">Of the cycle, as the person saw it.</param>
    /// <param name="open">True unlocks, false locks.</param>
    /// <param name="reason">Why; needed for unlocking.</param>
    /// <param name="actor">HR.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Result> RunAsync(int cycleId, int version, bool open, string reason, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor))
        {
            return CycleErrors.NotFound;
        }

        return await db.WriteOrTellAsync(
            async () =>
            {
                await db.LockCycleAsync(cycleId, cancellation);
                if (await db.FindCycleAsync(cycleId, cancellation) is not { } cycle)
                {
                    return CycleErrors.NotFound;
                }

                var now = clock.GetUtcNow().UtcDateTime;
                var done = open ? cycle.UnlockActuals(reason, now) : cycle.LockActuals();
                if (done.Succeeded)
                {
                    db.Expect(cycle, version);
                    db.Audit(actor, new AuditNote(open ? "Cycles.ActualsUnlocked" : "Cycles.ActualsLocked", "Cycle", cycleId, Reason: reason.Trim(), Details: cycle.Name), now);
                }

                return done;
            },
            cancellation);
    }
}
