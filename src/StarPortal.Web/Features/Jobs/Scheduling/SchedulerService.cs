using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Quartz;
using StarPortal.Data;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Jobs.Scheduling;

/// <summary>
/// Starts and stops the scheduler with the program, and hands it what our own tables say is due: daily moments, runs that
/// somebody wants, and long tasks. Every node looks; whoever takes it first carries it out.
/// </summary>
internal sealed class SchedulerService(
    [FromKeyedServices(SchedulingSetup.SchedulerName)] ISchedulerFactory schedulers,
    SchedulerStore store,
    SchedulerBeat beat,
    LongTaskWork tasks,
    LongTaskSignal signal,
    IDbContextFactory<PortalDbContext> factory,
    JobPlans plans,
    IOptions<PortalOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<SchedulerService> logger) : BackgroundService
{
    private const int TasksAhead = 20;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // what was handed over and may still wait for a free thread: not stored anew every two seconds
    private readonly Dictionary<TriggerKey, long> handed = [];
    private IScheduler? scheduler;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (scheduler is not null)
        {
            // running jobs are told to stop; a task cut off is given back and goes on after the next start
            await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Scheduler)
        {
            logger.LogInformation("This node runs no jobs.");
            return;
        }

        try
        {
            await StartedAsync(stoppingToken);
            await BeginAsync(stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                await LookAsync(stoppingToken);
                await signal.WaitAsync(Poll, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the program ends
        }
    }

    /// <summary>Nothing runs before the program stands.</summary>
    private async Task StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var on = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }

    /// <summary>A database that is away for a moment must not end it; health says so meanwhile.</summary>
    private async Task BeginAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await tasks.ReclaimAsync(stopping);
                await store.PrepareAsync(stopping);
                scheduler = await schedulers.GetScheduler(stopping);
                await scheduler.Start(stopping);
                beat.Begin(scheduler);
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "The scheduler could not start; tried again.");
                await Task.Delay(TimeSpan.FromSeconds(5), stopping);
            }
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        try
        {
            var due = await DueAsync(stopping);
            foreach (var taken in handed.Keys.Except(due.Select(d => d.Trigger)).ToList())
            {
                handed.Remove(taken);
            }

            foreach (var (job, trigger) in due)
            {
                await HandOverAsync(job, trigger, stopping);
            }

            beat.Beat();
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            logger.LogError(failure, "What is due could not be looked up; tried again.");
            await Task.Delay(Poll, stopping);
        }
    }

    private async Task<List<(JobKey Job, TriggerKey Trigger)>> DueAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(stopping);
        var jobs = (await db.JobStates.AsNoTracking().ToListAsync(stopping))
            .Where(s => plans.Find(s.Name) is { Enabled: true } plan && s.IsDue(plan.Schedule, plans.Zone, now))
            .Select(s => (Keys.Job(s.Name), new TriggerKey(s.Name, Keys.Due)));
        var waiting = (await tasks.WaitingAsync(TasksAhead, stopping)).Select(id => (Keys.LongTask, new TriggerKey($"{id}", Keys.Tasks)));
        return [.. jobs, .. waiting];
    }

    private async Task HandOverAsync(JobKey job, TriggerKey key, CancellationToken stopping)
    {
        var now = Environment.TickCount64;
        if (handed.TryGetValue(key, out var at) && now - at < Patience.TotalMilliseconds)
        {
            return;
        }

        var trigger = TriggerBuilder.Create().WithIdentity(key).ForJob(job).StartNow()
            .WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow));
        try
        {
            await scheduler!.ScheduleJob((job == Keys.LongTask ? trigger.WithExecutionGroup(Keys.Tasks) : trigger).Build(), cancellationToken: stopping);
        }
        catch (ObjectAlreadyExistsException)
        {
            // it waits already, or another node has just handed it over
        }

        handed[key] = now;
    }
}
