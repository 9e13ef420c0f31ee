using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>Closes the demo company's released cycles, so that stars, honours and entitlements have something to show.</summary>
internal sealed class DemoClosing(IDbContextFactory<PortalDbContext> factory, CloseCycle close) : IDemoPart
{
    public int Order => 65;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var released = await db.Cycles.AsNoTracking().Where(c => c.State == CycleState.Released).OrderBy(c => c.PeriodEnd).ThenBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellation);
        foreach (var cycle in released)
        {
            var closed = await close.RunAsync(cycle, null, new Actor(0, null, "Demo HR", Roles.HR), cancellation);
            if (closed.Failed)
            {
                throw new InvalidOperationException($"The demo company's cycle: {closed.Error}");
            }
        }
    }
}
