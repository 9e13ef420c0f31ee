using System.Diagnostics;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>One way of doing the work, measured once.</summary>
/// <param name="Seconds">By the clock on the wall.</param>
/// <param name="CpuSeconds">Of all processors, which a busy machine disturbs less.</param>
internal sealed record Timing(double Seconds, double CpuSeconds);

/// <summary>Both ways, one right after the other.</summary>
/// <param name="PortalFirst">Which of them came first; they take turns.</param>
internal sealed record TimedPair(Timing Portal, Timing Bare, bool PortalFirst)
{
    public double Ratio => Portal.Seconds / Bare.Seconds;

    public double CpuRatio => Bare.CpuSeconds > 0 ? Portal.CpuSeconds / Bare.CpuSeconds : 0;
}

/// <summary>
/// Measures two ways of doing the same in pairs and alternating order: whatever else the machine does meanwhile meets both,
/// and the median of the pairs' ratios is what counts.
/// </summary>
internal sealed class PairedRounds
{
    private readonly List<TimedPair> pairs = [];

    public IReadOnlyList<TimedPair> Pairs => pairs;

    public double Ratio => Median(pairs.Select(p => p.Ratio));

    public double CpuRatio => Median(pairs.Select(p => p.CpuRatio));

    public double PortalSeconds => Median(pairs.Select(p => p.Portal.Seconds));

    public double PortalCpuSeconds => Median(pairs.Select(p => p.Portal.CpuSeconds));

    public double BareSeconds => Median(pairs.Select(p => p.Bare.Seconds));

    public long PeakManaged { get; private set; }

    public long PeakWorkingSet { get; private set; }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <param name="rounds">How many pairs count; one more before them does not, it wakes up code and disk for both alike.</param>
    /// <param name="portal">Prepares the portal's way and answers the part that is measured.</param>
    /// <param name="bare">The same for the other way.</param>
    public async Task RunAsync(int rounds, Func<Task<Prepared>> portal, Func<Task<Prepared>> bare)
    {
        for (var round = 0; round <= rounds; round++)
        {
            var portalFirst = round % 2 == 0;
            var before = portalFirst ? null : await MeasureAsync(bare, watched: false);
            var through = await MeasureAsync(portal, watched: round > 0);
            var other = before ?? await MeasureAsync(bare, watched: false);
            if (round > 0)
            {
                pairs.Add(new TimedPair(through, other, portalFirst));
            }
        }
    }

    private async Task<Timing> MeasureAsync(Func<Task<Prepared>> prepare, bool watched)
    {
        await using var prepared = await prepare();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        var memory = watched ? new MemoryPeak() : null;
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await prepared.Work();
        clock.Stop();
        process.Refresh();
        var used = process.TotalProcessorTime - cpu;
        if (memory is not null)
        {
            memory.Dispose();
            (PeakManaged, PeakWorkingSet) = (Math.Max(PeakManaged, memory.Managed), Math.Max(PeakWorkingSet, memory.WorkingSet));
        }

        return new Timing(clock.Elapsed.TotalSeconds, used.TotalSeconds);
    }
}

/// <summary>Work that is ready to be measured, and what it needs as long as it lasts.</summary>
internal sealed record Prepared(Func<Task> Work, IAsyncDisposable? Needed = null) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Needed?.DisposeAsync() ?? ValueTask.CompletedTask;
}
