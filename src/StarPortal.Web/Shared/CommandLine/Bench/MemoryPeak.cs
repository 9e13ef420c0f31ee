namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>The most memory in use while something runs, looked at every few milliseconds.</summary>
internal sealed class MemoryPeak : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private readonly Thread watcher;
    private volatile bool over;

    public MemoryPeak()
    {
        watcher = new Thread(Watch) { IsBackground = true };
        watcher.Start();
    }

    /// <summary>Bytes of the managed heap, garbage that was not yet collected included.</summary>
    public long Managed { get; private set; }

    /// <summary>Bytes of the process as the system counts them.</summary>
    public long WorkingSet { get; private set; }

    public void Dispose()
    {
        over = true;
        watcher.Join();
    }

    private void Watch()
    {
        do
        {
            Managed = Math.Max(Managed, GC.GetTotalMemory(false));
            WorkingSet = Math.Max(WorkingSet, Environment.WorkingSet);
            Thread.Sleep(Pause);
        }
        while (!over);
    }
}
