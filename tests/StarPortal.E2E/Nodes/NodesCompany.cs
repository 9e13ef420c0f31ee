using StarPortal.E2E.Killed;
using StarPortal.Tests;

namespace StarPortal.E2E.Nodes;

/// <summary>A database in which work waits, and what one program alone makes of it; each run begins with a copy.</summary>
public sealed class NodesCompany : IAsyncLifetime
{
    private const int People = 200;
    private const int Mails = 100;
    private PortalProcess? seed;

    internal PostgresDatabase Database { get; private set; } = null!;

    /// <summary>The cycle that is launched and whose phases open and close.</summary>
    internal int Launched { get; private set; }

    /// <summary>The cycle that is closed.</summary>
    internal int Closed { get; private set; }

    /// <summary>Settings under which nothing runs but what is looked at.</summary>
    internal IReadOnlyDictionary<string, string> Settings { get; private set; } = null!;

    internal DatabaseContents Clean { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!PostgresDatabase.IsThere)
        {
            return;
        }

        Database = await PostgresDatabase.CreateAsync();
        seed = new PortalProcess { Postgres = Database.Connection };
        var work = new WaitingWork(seed);
        await work.InReleasedCompanyAsync(People, async services =>
        {
            await WaitingWork.QueueMailsAsync(services, Mails);
            Launched = await work.RequestLaunchAsync(services);
            Closed = await work.RequestClosingAsync(services);
        });
        Settings = work.Only("Phases", "Mails");

        await using var sink = new SmtpSink();
        await using var alone = await NodesRun.StartAsync(this, sink, nodes: 1);
        await alone.UntilOverAsync();
        Clean = await alone.ContentsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (seed is not null)
        {
            await seed.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}
