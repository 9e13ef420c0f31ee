using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>Closes released cycles whose date has come. Where something stands in the way HR is told once, with the list; the next round looks again.</summary>
internal sealed class DueClosingsJob(
    IDbContextFactory<PortalDbContext> factory, ClosingQueries queries, StartClosing start, JobReport report, TimeProvider clock, ILogger<DueClosingsJob> logger) : IRecurringJob
{
    public const string Waits = "Cycles.ClosingWaits";

    private static readonly Actor Planned = Actor.System("Schedule");

    public string Name => "Closings";

    public string Label => ClosingText.Job_Closings;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromMinutes(1));

    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var released = await db.Cycles.AsNoTracking().Include(c => c.Phases).Where(c => c.State == CycleState.Released && c.ClosingSince == null)
            .OrderBy(c => c.PeriodEnd).ThenBy(c => c.Id).ToListAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var cycle in released.Where(c => c.IsClosingDue(now)))
        {
            var blocking = await queries.BlockingAsync(db, cycle.Id, cancellation);
            if (blocking.Count > 0)
            {
                var notice = new Notice(Waits, FormattableString.Invariant($"cycle:{cycle.Id}"), FormattableString.Invariant($"/cycles/{cycle.Id}/closing"), cycle.Name, string.Join(" ", blocking));
                db.Notify(await HrPeople.OfAsync(db, cancellation), notice, now);
                await db.SaveChangesAsync(cancellation);
                continue;
            }

            var started = await start.RunAsync(cycle.Id, null, [], Planned, cancellation);
            report.Add("Closings", started.Succeeded ? 1 : 0);
            if (started.Failed)
            {
                // another node or HR was first
                logger.LogInformation("Cycle {Id} was not closed by itself: {Error}", cycle.Id, started.Errors[0]);
            }
        }
    }
}
