namespace StarPortal.Web.Shared.Writing;

/// <summary>
/// Does something once nothing has happened for a while. Events of one page may come in the middle of one another, so
/// beginning and ending a wait takes no turn of its own: there is no moment in which two of them see the same wait.
/// </summary>
internal sealed class AfterPause(TimeSpan pause, TimeProvider clock, Func<Task> act)
{
    private CancellationTokenSource? waiting;

    /// <summary>Something happened: the pause begins anew.</summary>
    public void Begin()
    {
        Stop();
        waiting = new CancellationTokenSource();
        _ = ActAfterPauseAsync(waiting.Token);
    }

    /// <summary>Nothing is to be done any more.</summary>
    public void Stop()
    {
        var before = waiting;
        waiting = null;
        before?.Cancel();
        before?.Dispose();
    }

    private async Task ActAfterPauseAsync(CancellationToken stopped)
    {
        try
        {
            await Task.Delay(pause, clock, stopped);
        }
        catch (OperationCanceledException)
        {
            // something else happened, or it was done before
            return;
        }

        await act();
    }
}
