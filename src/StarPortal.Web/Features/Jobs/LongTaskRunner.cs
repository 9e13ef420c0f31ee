namespace StarPortal.Web.Features.Jobs;

/// <summary>Wakes the runner when a task has just been queued on this node; others find it within a second.</summary>
public sealed class LongTaskSignal
{
    private readonly SemaphoreSlim waiting = new(0);

    public void Wake() => waiting.Release();

    internal async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        if (await waiting.WaitAsync(atMost, cancellation))
        {
            // several wakes are one
            while (await waiting.WaitAsync(0, cancellation))
            {
            }
        }
    }
}

/// <summary>Carries out queued and interrupted long tasks as long as the program runs.</summary>
internal sealed class LongTaskRunner(LongTaskWork work, LongTaskSignal signal, ILogger<LongTaskRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var reclaimed = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!reclaimed)
                {
                    await work.ReclaimAsync(stoppingToken);
                    reclaimed = true;
                }

                if (!await work.RunNextAsync(stoppingToken))
                {
                    await signal.WaitAsync(Poll, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // a database that is away for a moment must not end the runner
                logger.LogError(failure, "The runner of long tasks met an error and goes on.");
                await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
