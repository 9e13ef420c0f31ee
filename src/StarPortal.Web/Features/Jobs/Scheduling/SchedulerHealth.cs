using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Quartz;
using StarPortal.Data;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Jobs.Scheduling;

/// <summary>When this node's scheduler was last seen at work, by the real clock.</summary>
internal sealed class SchedulerBeat(IOptions<PortalOptions> options) : IStartsUp
{
    private long last = Environment.TickCount64;
    private long begun;
    private IScheduler? scheduler;

    public bool Runs => scheduler is { } running && running.Status == SchedulerStatus.Running;

    /// <summary>Not for ever: a store that does not let it begin is a fault.</summary>
    public bool IsStarting => options.Value.Scheduler && scheduler is null && Silence < SchedulerHealth.Longest;

    public TimeSpan Silence => TimeSpan.FromMilliseconds(Environment.TickCount64 - Interlocked.Read(ref last));

    /// <summary>How long the scheduler has run; only once it has begun.</summary>
    public TimeSpan Age => TimeSpan.FromMilliseconds(Environment.TickCount64 - Interlocked.Read(ref begun));

    public void Begin(IScheduler started)
    {
        Beat();
        Interlocked.Exchange(ref begun, Environment.TickCount64);
        scheduler = started;
    }

    public void Beat() => Interlocked.Exchange(ref last, Environment.TickCount64);
}

/// <summary>Ready means: this node's scheduler runs, looks for what is due, and its store's triggers fire in time.</summary>
internal sealed class SchedulerHealth(SchedulerBeat beat, IDbContextFactory<PortalDbContext> factory, IOptions<PortalOptions> options) : IHealthCheck
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan Latest = TimeSpan.FromMinutes(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!options.Value.Scheduler)
        {
            return HealthCheckResult.Healthy("This node runs no jobs.");
        }

        if (!beat.Runs)
        {
            return HealthCheckResult.Unhealthy("The scheduler does not run.");
        }

        if (beat.Silence > Longest)
        {
            return HealthCheckResult.Unhealthy($"The scheduler has stood still for {(int)beat.Silence.TotalSeconds} seconds.");
        }

        try
        {
            await using var db = await factory.CreateDbContextAsync(cancellationToken);
            var overdue = await StoredTriggers.OverdueAsync(db, TimeProvider.System.GetUtcNow() - Latest, cancellationToken);
            // what was missed while no node ran is being made up for
            return overdue == 0 || beat.Age < Latest ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{overdue} triggers are overdue by more than {Latest.TotalSeconds} seconds.");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The scheduler's store does not answer.");
        }
    }
}
