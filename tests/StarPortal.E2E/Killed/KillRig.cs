using System.Diagnostics;
using System.Globalization;

namespace StarPortal.E2E.Killed;

/// <summary>Work that is waiting in the database when the program starts, and how one sees from outside how far it is.</summary>
/// <param name="Name">What it is called in what this says.</param>
/// <param name="Active">SQL: the mark of the run that works on it now; empty or null for nobody.</param>
/// <param name="Over">SQL: 1 when all of it is done.</param>
internal sealed record PendingWork(string Name, string Active, string Over);

/// <summary>
/// Kills the program at random moments of each kind of work, starts it again, and compares what is in the database at the end
/// with what one run without a fault leaves behind. The moments come from a seed.
/// </summary>
/// <param name="data">The data directory in which the work waits; every series of lives begins with a copy.</param>
/// <param name="works">The kinds of work.</param>
/// <param name="environment">Settings of the program.</param>
internal sealed class KillRig(string data, IReadOnlyList<PendingWork> works, IReadOnlyDictionary<string, string> environment)
{
    /// <summary>Each kind of work is hit this often in its middle.</summary>
    public const int Kills = 20;

    private const int MostLives = 160;

    /// <summary>In one series: a task that was cut off much more often is given up by the program.</summary>
    private const int MostInSeries = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly Dictionary<string, int> hits = works.ToDictionary(w => w.Name, _ => 0);
    private readonly Dictionary<string, double> spans = works.ToDictionary(w => w.Name, _ => 0.2);
    private readonly Random random = new(20261122);
    private int lives;
    private int series = 1;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<KillRecord> RunAsync()
    {
        var clean = await CleanAsync();
        while (hits.Values.Any(h => h < Kills))
        {
            series++;
            await using var portal = Copy();
            for (var life = 0; life < MostInSeries && hits.Values.Any(h => h < Kills) && await LiveAsync(portal); life++)
            {
                Assert.True(++lives < MostLives, $"Too many lives: {Told()}");
            }

            portal.Launch();
            await UntilOverAsync(portal);
            await portal.KillAsync();
            var differences = (await DatabaseContents.ReadAsync(portal)).DifferencesTo(clean);
            Assert.True(differences.Count == 0, $"{Told()}\n{string.Join('\n', differences)}\n{portal.Log}");
            if (hits.Values.All(h => h >= Kills))
            {
                await StandingInvariants.ExpectAsync(portal);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(Told());
        return new KillRecord(series, lives);
    }

    private string Told() => string.Create(CultureInfo.InvariantCulture, $"{lives} lives; hits: {string.Join(", ", hits.Select(h => $"{h.Key} {h.Value}"))}");

    private PortalProcess Copy()
    {
        var portal = new PortalProcess();
        foreach (var (name, value) in environment)
        {
            portal.With(name, value);
        }

        foreach (var file in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(portal.Data, Path.GetRelativePath(data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return portal;
    }

    // without a fault; how long each kind of work takes says where its moments may lie
    private async Task<DatabaseContents> CleanAsync()
    {
        await using var portal = Copy();
        portal.Launch();
        await using var database = await portal.OpenAsync();
        var (started, over) = (new Dictionary<string, long>(), new HashSet<string>());
        var limit = Stopwatch.StartNew();
        while (over.Count < works.Count)
        {
            Assert.True(limit.Elapsed < Patience, $"The work does not end.\n{portal.Log}");
            foreach (var work in works.Where(w => !over.Contains(w.Name)))
            {
                if (!started.ContainsKey(work.Name) && await database.QueryAsync(work.Active) is { Length: > 0 })
                {
                    started[work.Name] = Stopwatch.GetTimestamp();
                }

                if (await database.QueryAsync(work.Over) == "1" && over.Add(work.Name) && started.TryGetValue(work.Name, out var at))
                {
                    spans[work.Name] = Math.Max(0.05, Stopwatch.GetElapsedTime(at).TotalSeconds);
                }
            }

            await Task.Delay(5, Stop);
        }

        await portal.KillAsync();
        return await DatabaseContents.ReadAsync(portal);
    }

    /// <summary>One life of the program, killed while it works; false when there is nothing left to be hit.</summary>
    private async Task<bool> LiveAsync(PortalProcess portal)
    {
        var wanted = new List<(PendingWork Work, string Before)>();
        foreach (var work in works.Where(w => hits[w.Name] < Kills))
        {
            if (await portal.QueryAsync(work.Over) != "1")
            {
                wanted.Add((work, await portal.QueryAsync(work.Active)));
            }
        }

        if (wanted.Count == 0)
        {
            return false;
        }

        portal.Launch();
        // the one that was hit least; others that are under way are hit as well
        if (await BegunAsync(portal, wanted.MinBy(w => (hits[w.Work.Name], random.Next()))) is { } begun)
        {
            // restarted work starts further on: a part of the whole span leaves something for the next life
            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * spans[begun.Name] * 0.3), Stop);
        }

        await portal.KillAsync();
        foreach (var (work, before) in wanted)
        {
            if (await portal.QueryAsync(work.Over) != "1" && await portal.QueryAsync(work.Active) is { Length: > 0 } active && active != before)
            {
                hits[work.Name]++;
            }
        }

        return true;
    }

    /// <summary>Waits until this life works on it; null when it was over before that was seen.</summary>
    private static async Task<PendingWork?> BegunAsync(PortalProcess portal, (PendingWork Work, string Before) wanted)
    {
        await using var database = await portal.OpenAsync();
        var limit = Stopwatch.StartNew();
        while (await database.QueryAsync(wanted.Work.Active) is not { Length: > 0 } active || active == wanted.Before)
        {
            if (await database.QueryAsync(wanted.Work.Over) == "1")
            {
                return null;
            }

            Assert.True(limit.Elapsed < Patience, $"Nobody takes up {wanted.Work.Name}.\n{portal.Log}");
            await Task.Delay(5, Stop);
        }

        return wanted.Work;
    }

    private async Task UntilOverAsync(PortalProcess portal)
    {
        var limit = Stopwatch.StartNew();
        foreach (var work in works)
        {
            while (await portal.QueryAsync(work.Over) != "1")
            {
                Assert.True(limit.Elapsed < Patience, $"{work.Name} does not end after {Told()}.\n{portal.Log}");
                await Task.Delay(20, Stop);
            }
        }
    }
}

/// <param name="Series">How often the work was done from its beginning, the clean run included.</param>
/// <param name="Kills">How often the program was killed.</param>
internal sealed record KillRecord(int Series, int Kills);
