using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Cycles.Progress;

/// <summary>Opens and closes phases whose time has come, through the same use case as HR's buttons.</summary>
public sealed class DuePhasesJob(IDbContextFactory<PortalDbContext> factory, MovePhase movePhase, JobReport report, TimeProvider clock, ILogger<DuePhasesJob> logger) : IRecurringJob
{
    private static readonly Actor Planned = Actor.System("Schedule");

    public string Name => "Phases";

    public string Label => CyclesText.Job_Phases;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromSeconds(30));

    public async Task RunAsync(CancellationToken cancellation)
    {
        List<Cycle> cycles;
        await using (var db = await factory.CreateDbContextAsync(cancellation))
        {
            cycles = await db.Cycles.AsNoTracking().Include(c => c.Phases)
                .Where(c => c.State == CycleState.Running || c.State == CycleState.Calibrating || c.State == CycleState.Released)
                .ToListAsync(cancellation);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var cycle in cycles)
        {
            foreach (var (kind, open) in cycle.DueMoves(now))
            {
                var moved = await movePhase.RunAsync(new PhaseMove(cycle.Id, kind, open), Planned, cancellation);
                report.Add("Phases", moved.Succeeded ? 1 : 0);
                if (moved.Failed)
                {
                    // another node or HR was first, or an earlier phase is still open: the next round sees it afresh
                    logger.LogInformation("Phase {Kind} of cycle {Id} was not moved: {Error}", kind, cycle.Id, moved.Error);
                }
            }
        }
    }
}
