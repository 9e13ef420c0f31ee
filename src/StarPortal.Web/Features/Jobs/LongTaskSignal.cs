namespace StarPortal.Web.Features.Jobs;

/// <summary>Says that something has just been queued on this node; others find it within seconds.</summary>
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
