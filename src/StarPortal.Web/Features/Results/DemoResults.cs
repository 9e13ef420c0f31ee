using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Results;

/// <summary>Computes and releases the demo company's finished cycles: those whose rating phases are all closed.</summary>
internal sealed class DemoResults(
    IDbContextFactory<PortalDbContext> factory, ComputeResults compute, AcknowledgeMissingInputs acknowledge, ReleaseResults release, TimeProvider clock) : IDemoPart
{
    public int Order => 60;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        var hr = new Actor(0, null, "Demo HR", Roles.HR);
        foreach (var cycle in await FinishedAsync(cancellation))
        {
            Must(await compute.RunAsync(cycle, hr, TaskProgress.None(factory, clock), cancellation));
            Must(await acknowledge.RunAsync(cycle, hr, cancellation));
            Must(await release.RunAsync(cycle, hr, cancellation));
        }
    }

    private async Task<IReadOnlyList<int>> FinishedAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycles = await db.Cycles.AsNoTracking().Include(c => c.Phases)
            .Where(c => c.State == CycleState.Running || c.State == CycleState.Calibrating)
            .OrderBy(c => c.Id)
            .ToListAsync(cancellation);
        return [.. cycles.Where(c => c.Phases.Where(p => PhaseRules.Rating.Contains(p.Kind)).ToList() is { Count: > 0 } rating && rating.TrueForAll(p => p.State == PhaseState.Closed)).Select(c => c.Id)];
    }

    private static void Must(Result result)
    {
        if (result.Failed)
        {
            throw new InvalidOperationException($"The demo company's results: {result.Error}");
        }
    }
}
