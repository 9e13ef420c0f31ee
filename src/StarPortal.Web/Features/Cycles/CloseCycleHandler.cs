using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Cycles;

/// <summary>Carries a queued closing out. One that was cut off after its commit finds the cycle closed and is done.</summary>
internal sealed class CloseCycleHandler(CloseCycle close, IDbContextFactory<PortalDbContext> factory) : ILongTaskHandler
{
    public const string TaskKind = "CloseCycle";

    public string Kind => TaskKind;

    public async Task<Result> RunAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var state = await db.Cycles.AsNoTracking().Where(c => c.Id == task.TargetId).Select(c => (CycleState?)c.State).SingleOrDefaultAsync(cancellation);
        return state == CycleState.Closed ? Result.Ok : await close.RunAsync(task.TargetId, null, task.RequestedBy, cancellation);
    }
}
