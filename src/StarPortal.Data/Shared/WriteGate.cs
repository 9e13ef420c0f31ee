using System.Collections.Concurrent;

namespace StarPortal.Data;

/// <summary>
/// One writer at a time per SQLite file within this program. SQLite allows one writer anyway; waiting here instead of
/// inside it ends "database is locked", and a checkpoint taken inside the gate never meets a commit (docs/adr/0004).
/// </summary>
public sealed class WriteGate
{
    private static readonly ConcurrentDictionary<string, WriteGate> Gates = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim one = new(1, 1);

    private WriteGate()
    {
    }

    /// <summary>The gate of a database file.</summary>
    public static WriteGate Of(string dataSource) =>
        // a connection that is open names its file in full, a closed one as it was configured
        Gates.GetOrAdd(dataSource.Length == 0 || dataSource.StartsWith(':') ? dataSource : Path.GetFullPath(dataSource), _ => new WriteGate());

    public async Task<IDisposable> EnterAsync(CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        return new Exit(one);
    }

    public IDisposable Enter()
    {
        one.Wait();
        return new Exit(one);
    }

    private sealed class Exit(SemaphoreSlim one) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                one.Release();
            }
        }
    }
}
