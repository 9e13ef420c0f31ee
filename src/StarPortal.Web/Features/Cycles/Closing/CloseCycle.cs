using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>
/// Closes a released cycle for good, with everything that follows from it, on the spot. One that is being closed already is
/// gone on with, so that many who try at once help each other and the rows are written once.
/// </summary>
public sealed class CloseCycle(IDbContextFactory<PortalDbContext> factory, ClosingRunner runner, IServiceProvider services, TimeProvider clock)
{
    /// <param name="cycleId">The cycle.</param>
    /// <param name="version">The version that the person saw; null when nobody looked.</param>
    /// <param name="actor">HR.</param>
    /// <param name="cancellation">Ends between two chunks; what is done stays, and is gone on with.</param>
    public async Task<Result> RunAsync(int cycleId, int? version, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return CycleErrors.NotFound;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var begin = services.GetRequiredService<BeginClosing>();
        var begun = await db.WriteOrTellAsync(() => begin.InAsync(db, cycleId, version, [], actor, cancellation), cancellation);
        if (begun.Failed && !(begun.Errors is [var only] && only.Is(ClosingErrors.BeingClosed)))
        {
            return begun;
        }

        return await runner.CloseAsync(cycleId, TaskProgress.None(factory, clock), cancellation);
    }
}
