using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>The launch of a cycle: from the button to the last review, through the use case and the task that carries it out.</summary>
internal sealed class LaunchBench(BenchFolder folder, BenchSize size)
{
    public static BenchGoal Goal { get; } = new(1.5, 3);

    public async Task<BenchReport> RunAsync(CancellationToken cancellation)
    {
        var master = folder.File("master");
        int cycle;
        await using (var portal = BenchPortal.Open(master, folder))
        {
            cycle = await new BenchCompany(portal, size.Employees, size.Peers).MakeAsync(cancellation);
            await portal.SettleAsync(cancellation);
        }

        var rounds = new PairedRounds();
        await rounds.RunAsync(size.Rounds, () => PortalAsync(master, cycle, cancellation), () => SqlAsync(master, cycle, cancellation));
        var rows = await RowComparison.CompareAsync(master, folder.File("portal"), folder.File("sql"), new HashSet<string>(), cancellation);
        return new BenchReport("launch", size, Goal, rounds, rows);
    }

    // a portal that people work with has been up for a while: it and the connection of the other way are opened before
    private async Task<Prepared> PortalAsync(string master, int cycle, CancellationToken cancellation)
    {
        var portal = BenchPortal.Open(folder.Copy(master, "portal"), folder);
        var version = (await portal.CycleAsync(cycle, cancellation)).Version;
        return new Prepared(
            async () =>
            {
                BenchPortal.Must(await portal.Get<LaunchCycle>().RunAsync(cycle, version, BenchPortal.Hr, cancellation));
                await portal.Get<LongTaskWork>().RunNextAsync(cancellation);
            },
            portal);
    }

    private async Task<Prepared> SqlAsync(string master, int cycle, CancellationToken cancellation)
    {
        var file = folder.Copy(master, "sql");
        await using var portal = BenchPortal.Open(master, folder);
        var launched = await portal.CycleAsync(cycle, cancellation);
        var now = portal.Now;
        var connection = await SqlScript.OpenAsync(file, cancellation);
        return new Prepared(() => LaunchBySql.RunAsync(connection, launched, now, cancellation), connection);
    }
}
