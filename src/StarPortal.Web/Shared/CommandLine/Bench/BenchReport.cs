using System.Globalization;
using System.Text;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <param name="Employees">People of the company; some have left and take no part.</param>
/// <param name="Peers">Peers that everybody has.</param>
/// <param name="Rounds">Pairs that are measured.</param>
internal sealed record BenchSize(int Employees, int Peers, int Rounds);

/// <param name="Ratio">The ratio to reach.</param>
/// <param name="Limit">The ratio that is never exceeded.</param>
internal sealed record BenchGoal(double Ratio, double Limit);

/// <summary>What a bench of the database found.</summary>
internal sealed record BenchReport(string Bench, BenchSize Size, BenchGoal Goal, PairedRounds Rounds, IReadOnlyList<TableRows> Rows)
{
    /// <summary>A company so small is made of fixed costs; its ratio says nothing.</summary>
    public const int LeastPeople = 1_000;

    /// <summary>Others' saves wait at most so much of the time that the hand-written statements take.</summary>
    public const double WaitGoal = 1.1;

    /// <summary>Others' saves while the portal worked; null where nobody saved.</summary>
    public Waits? Waits { get; init; }

    /// <summary>The longest waits, as a part of how long the hand-written statements keep everybody out.</summary>
    public double WaitRatio => Waits is null ? 0 : Waits.P99 / Rounds.BareSeconds;

    public bool RowsEqual => Rows.Count > 0 && Rows.All(r => r.Equal);

    public bool Ok => RowsEqual && (Size.Employees < LeastPeople || Rounds.Ratio <= Goal.Limit);

    public double MicrosecondsPerPerson => Rounds.PortalSeconds * 1_000_000 / Size.Employees;

    /// <summary>Of all processors: what else the machine does lengthens it less than the time by the clock.</summary>
    public double CpuMicrosecondsPerPerson => Rounds.PortalCpuSeconds * 1_000_000 / Size.Employees;

    public object Machine => new
    {
        ok = Ok,
        bench = Bench,
        employees = Size.Employees,
        peers = Size.Peers,
        portalSeconds = Math.Round(Rounds.PortalSeconds, 3),
        sqlSeconds = Math.Round(Rounds.BareSeconds, 3),
        ratio = Math.Round(Rounds.Ratio, 2),
        cpuRatio = Math.Round(Rounds.CpuRatio, 2),
        goal = Goal.Ratio,
        limit = Goal.Limit,
        goalMet = Rounds.Ratio <= Goal.Ratio,
        microsecondsPerPerson = Math.Round(MicrosecondsPerPerson, 1),
        cpuMicrosecondsPerPerson = Math.Round(CpuMicrosecondsPerPerson, 1),
        peakManagedMegabytes = Megabytes(Rounds.PeakManaged),
        peakWorkingSetMegabytes = Megabytes(Rounds.PeakWorkingSet),
        load = MachineLoad.Now(),
        rowsEqual = RowsEqual,
        rows = Rows.Select(r => new { table = r.Table, portal = r.Portal, sql = r.Sql, different = r.Different }),
        pairs = Rounds.Pairs.Select(p => new
        {
            first = p.PortalFirst ? "portal" : "sql",
            portalSeconds = Math.Round(p.Portal.Seconds, 3),
            sqlSeconds = Math.Round(p.Bare.Seconds, 3),
            portalCpuSeconds = Math.Round(p.Portal.CpuSeconds, 3),
            sqlCpuSeconds = Math.Round(p.Bare.CpuSeconds, 3),
            ratio = Math.Round(p.Ratio, 2),
        }),
        othersSaves = Waits is null ? null : new
        {
            count = Waits.Count,
            medianSeconds = Math.Round(Waits.Median, 3),
            p99Seconds = Math.Round(Waits.P99, 3),
            longestSeconds = Math.Round(Waits.Longest, 3),
            p99ToSql = Math.Round(WaitRatio, 2),
            goal = WaitGoal,
        },
    };

    public string Words()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Bench} of {Size.Employees} people with {Size.Peers} peers each, {Rounds.Pairs.Count} pairs, load {MachineLoad.Now()}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  portal            {Rounds.PortalSeconds:0.000} s, {MicrosecondsPerPerson:0} µs a person (processor time {CpuMicrosecondsPerPerson:0} µs)");
        text.AppendLine(CultureInfo.InvariantCulture, $"  hand-written SQL  {Rounds.BareSeconds:0.000} s");
        text.AppendLine(CultureInfo.InvariantCulture, $"  ratio             {Rounds.Ratio:0.00} (processor time {Rounds.CpuRatio:0.00}); goal {Goal.Ratio:0.0}, never over {Goal.Limit:0.0}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  peak memory       {Megabytes(Rounds.PeakManaged)} MB managed, {Megabytes(Rounds.PeakWorkingSet)} MB working set");
        text.AppendLine(RowsEqual ? "  rows              the same in every table" : "  rows              DIFFERENT");
        foreach (var row in Rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    {row.Table,-24} {row.Portal,9} portal {row.Sql,9} SQL{(row.Different is > 0 and var n ? $"   {n} differ" : "")}");
        }

        if (Waits is { } waits)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  others' saves     {waits.Count}: median {waits.Median * 1000:0} ms, p99 {waits.P99 * 1000:0} ms, longest {waits.Longest * 1000:0} ms; p99 is {WaitRatio:0.00} of the hand-written SQL's time, goal {WaitGoal:0.0}");
        }

        return text.ToString().TrimEnd();
    }

    public static long Megabytes(long bytes) => bytes / (1024 * 1024);
}

/// <summary>How busy the machine is besides: a figure without it cannot be compared with another day's.</summary>
internal static class MachineLoad
{
    /// <summary>Processes that wanted a processor over the last minute; empty where the system does not say.</summary>
    public static string Now() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "";
}
