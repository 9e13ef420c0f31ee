using StarPortal.Web.Shared.Telemetry;

namespace StarPortal.Web.Features.Jobs;

/// <summary>Runs every <see cref="IRecurringJob"/> at its interval; one that fails is logged and tried again next time.</summary>
internal sealed class RecurringJobs(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RecurringJobs> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var scope = scopes.CreateScope();
        var jobs = scope.ServiceProvider.GetServices<IRecurringJob>().Select(j => (Type: j.GetType(), Every: j.Schedule.Interval ?? TimeSpan.FromDays(1))).ToList();
        await Task.WhenAll(jobs.Select(j => RepeatAsync(j.Type, j.Every, stoppingToken)));
    }

    private async Task RepeatAsync(Type job, TimeSpan every, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            do
            {
                await RunOnceAsync(job, stopping);
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException)
        {
            // the program ends
        }
    }

    private async Task RunOnceAsync(Type job, CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var due = scope.ServiceProvider.GetServices<IRecurringJob>().First(j => j.GetType() == job);
            await PortalTelemetry.JobAsync(due.Name, () => due.RunAsync(stopping));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError(failure, "The recurring job {Job} failed and is tried again.", job.Name);
        }
    }
}
