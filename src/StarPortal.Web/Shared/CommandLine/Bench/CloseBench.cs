using StarPortal.Web.Features.Cycles.Closing;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>The closing of a released cycle: from the button to the last step, through the use case and the task that carries it out.</summary>
internal sealed class CloseBench(BenchFolder folder, BenchSize size)
{
    public static BenchGoal Goal { get; } = new(1.3, 4);

    public async Task<BenchReport> RunAsync(CancellationToken cancellation)
    {
        var master = folder.File("master");
        int cycle;
        OthersSaves others;
        await using (var portal = BenchPortal.Open(master, folder))
        {
            cycle = await new BenchCompany(portal, size.Employees, size.Peers).MakeAsync(cancellation);
            await new ReleasedCycle(portal, cycle).MakeAsync(cancellation);
            others = await OthersSaves.PrepareAsync(portal, cycle, cancellation);
            await portal.SettleAsync(cancellation);
        }

        var rounds = new PairedRounds();
        await rounds.RunAsync(size.Rounds, () => PortalAsync(master, cycle, cancellation), () => SqlAsync(master, cycle, cancellation));
        var rows = await RowComparison.CompareAsync(master, folder.File("portal"), folder.File("sql"), CloseBySql.Different, cancellation);
        var waits = await WaitsAsync(master, cycle, others, cancellation);
        return new BenchReport("close", size, Goal, rounds, rows) { Waits = waits };
    }

    /// <summary>One more closing, in which somebody saves all the time; not part of what is compared.</summary>
    private async Task<Waits> WaitsAsync(string master, int cycle, OthersSaves others, CancellationToken cancellation)
    {
        await using var portal = BenchPortal.Open(folder.Copy(master, "portal"), folder);
        return await others.DuringAsync(portal, () => CloseAsync(portal, cycle, cancellation), cancellation);
    }

    private static async Task CloseAsync(BenchPortal portal, int cycle, CancellationToken cancellation)
    {
        var version = (await portal.CycleAsync(cycle, cancellation)).Version;
        BenchPortal.Must(await portal.Get<StartClosing>().RunAsync(cycle, version, [], BenchPortal.Hr, cancellation));
        await portal.Get<LongTaskWork>().RunNextAsync(cancellation);
    }

    private async Task<Prepared> PortalAsync(string master, int cycle, CancellationToken cancellation)
    {
        var portal = BenchPortal.Open(folder.Copy(master, "portal"), folder);
        await portal.CycleAsync(cycle, cancellation);
        return new Prepared(() => CloseAsync(portal, cycle, cancellation), portal);
    }

    private async Task<Prepared> SqlAsync(string master, int cycle, CancellationToken cancellation)
    {
        var file = folder.Copy(master, "sql");
        ClosedBySql closing;
        DateTime now;
        await using (var portal = BenchPortal.Open(master, folder))
        {
            closing = await ClosedBySql.OfAsync(portal, cycle, cancellation);
            now = portal.Now;
        }

        var connection = await SqlScript.OpenAsync(file, cancellation);
        return new Prepared(() => CloseBySql.RunAsync(connection, closing, now, cancellation), connection);
    }
}
