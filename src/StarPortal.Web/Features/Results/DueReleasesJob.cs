using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Results;

/// <summary>
/// Computes and releases results whose date has come, in cycles whose HR chose so. Where something stands in the way HR is
/// told once; the next round tries again. Computing twice, or on two nodes, adds nothing.
/// </summary>
internal sealed class DueReleasesJob(
    IDbContextFactory<PortalDbContext> factory,
    ComputeResults compute,
    AcknowledgeMissingInputs acknowledge,
    ReleaseResults release,
    JobReport report,
    TimeProvider clock,
    ILogger<DueReleasesJob> logger) : IRecurringJob
{
    public const string Waits = "Results.ReleaseWaits";

    private static readonly Actor Planned = Actor.System("Schedule");

    public string Name => "Releases";

    public string Label => ResultsText.Job_Releases;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromMinutes(1));

    public async Task RunAsync(CancellationToken cancellation)
    {
        List<Cycle> cycles;
        await using (var db = await factory.CreateDbContextAsync(cancellation))
        {
            cycles = await db.Cycles.AsNoTracking().Include(c => c.Phases)
                .Where(c => (c.State == CycleState.Running || c.State == CycleState.Calibrating) && c.ReleaseMode != ReleaseMode.ByHand)
                .ToListAsync(cancellation);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var cycle in cycles.Where(c => c.IsReleaseDue(now)))
        {
            var released = await ReleaseAsync(cycle, cancellation);
            if (released.Succeeded)
            {
                report.Add("Releases", 1);
            }
            else
            {
                logger.LogInformation("Cycle {Id} was not released by itself: {Error}", cycle.Id, released.Errors[0]);
                await TellAsync(cycle, released.Errors, now, cancellation);
            }
        }
    }

    private async Task<Result> ReleaseAsync(Cycle cycle, CancellationToken cancellation)
    {
        // another node may have released it since
        if (await NeedsComputingAsync(cycle.Id, cancellation))
        {
            var computed = await compute.RunAsync(cycle.Id, Planned, TaskProgress.None(factory, clock), cancellation);
            if (computed.Failed)
            {
                return computed;
            }
        }

        if (cycle.ReleaseMode == ReleaseMode.OnDate)
        {
            var seen = await acknowledge.RunAsync(cycle.Id, Planned, cancellation);
            if (seen.Failed)
            {
                return seen;
            }
        }

        return await release.RunAsync(cycle.Id, Planned, cancellation);
    }

    /// <summary>What is acknowledged was computed by HR: computing again would ask them again, and release finds out whether it is outdated.</summary>
    private async Task<bool> NeedsComputingAsync(int cycleId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return !await db.Cycles.AnyAsync(c => c.Id == cycleId && c.MissingAcknowledgedAt != null, cancellation);
    }

    private async Task TellAsync(Cycle cycle, IReadOnlyList<Error> errors, DateTime now, CancellationToken cancellation)
    {
        // a computation that HR started is no obstacle, only early
        if (errors.Any(e => e.Is(SharedErrors.ChangedElsewhere)))
        {
            return;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var link = FormattableString.Invariant($"/cycles/{cycle.Id}/results");
        db.Notify(await HrPeople.OfAsync(db, cancellation), new Notice(Waits, FormattableString.Invariant($"cycle:{cycle.Id}"), link, cycle.Name, string.Join(" ", errors.Select(ErrorText.For))), now);
        await db.SaveChangesAsync(cancellation);
    }
}
