using System.Diagnostics;
using System.Globalization;
using StarPortal.E2E.Killed;
using StarPortal.Tests;

namespace StarPortal.E2E.Nodes;

/// <summary>Programs that work at once on one database of their own.</summary>
internal sealed class NodesRun : IAsyncDisposable
{
    // each opens three seconds after the one before and is open for six
    private const string Calendar = """
        update "CyclePhases" p set "OpensAt" = now() + o.n * interval '3 seconds', "ClosesAt" = now() + (o.n + 2) * interval '3 seconds'
        from (select "Id", row_number() over (order by "OpensAt", "Id") as n from "CyclePhases" where "CycleId" = {0} and "Kind" not in ('Publish', 'Release', 'Close')) o
        where p."Id" = o."Id"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly NodesCompany company;
    private readonly PostgresDatabase database;
    private readonly List<PortalProcess> nodes = [];

    private NodesRun(NodesCompany company, PostgresDatabase database)
    {
        this.company = company;
        this.database = database;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // whether it lives does not matter to its database
    private PortalProcess Any => nodes[0];

    private string Log => string.Join("\n\n", nodes.Select(n => n.Log));

    /// <summary>Starts them at the same moment, on the same database and the same data directory.</summary>
    public static async Task<NodesRun> StartAsync(NodesCompany company, SmtpSink sink, int nodes)
    {
        var run = new NodesRun(company, await PostgresDatabase.CreateAsync(company.Database));
        for (var i = 0; i < nodes; i++)
        {
            var node = new PortalProcess { Postgres = run.database.Connection };
            run.nodes.Add(node);
            foreach (var (name, value) in company.Settings.Concat(WaitingWork.MailTo(sink)))
            {
                node.With(name, value);
            }

            node.With("STARPORTAL__DATA", run.Any.Data);
        }

        run.nodes.ForEach(n => n.Launch());
        foreach (var node in run.nodes)
        {
            await node.ReadyAsync();
        }

        return run;
    }

    /// <summary>How often each mail came, by the number that a mail keeps when it is sent again.</summary>
    public static IReadOnlyDictionary<string, int> ByMessage(SmtpSink sink) =>
        sink.Mails.CountBy(m => m.Mime.Header("Message-ID")!).ToDictionary(m => m.Key, m => m.Value);

    /// <summary>Kills the node that is closing the cycle, in the middle of it.</summary>
    public async Task KillWhoeverClosesAsync()
    {
        var owner = "";
        await UntilAsync(async () => (owner = await Any.QueryAsync("""select "LeaseOwner" from "LongTasks" where "Kind" = 'CloseCycle' and "State" = 'Running' and "LeaseOwner" is not null""")).Length > 0, "Nobody closes the cycle.");
        var number = int.Parse(owner.Split('/')[1], CultureInfo.InvariantCulture);
        var killed = nodes.Single(n => n.ProcessId == number);
        await killed.KillAsync();
        Assert.Equal("Running", await Any.QueryAsync("""select "State" from "LongTasks" where "Kind" = 'CloseCycle'"""));

        // mails that it held wait for five minutes: as if they had passed
        await Any.QueryAsync("""update "Outbox" set "LeaseUntil" = now() - interval '1 second' where "State" = 'Sending' and "LeaseUntil" > now() + interval '4 minutes' returning 1""");
    }

    /// <summary>Lets the phases of the launched cycle come up one after the other, and waits until nothing is left to do.</summary>
    public async Task UntilOverAsync()
    {
        await UntilAsync(async () => await IsAsync($"""select "State" = 'Running' from "Cycles" where "Id" = {company.Launched}"""), "The cycle is not launched.");
        await Any.QueryAsync(string.Format(CultureInfo.InvariantCulture, Calendar, company.Launched));
        await UntilAsync(async () => await IsAsync("""select count(*) = 0 from "LongTasks" where "State" <> 'Succeeded'"""), "The tasks do not end.");
        await UntilAsync(
            async () => await IsAsync($"""select count(*) = 0 from "CyclePhases" where "CycleId" = {company.Launched} and "Kind" not in ('Publish', 'Release', 'Close') and "State" <> 'Closed'"""),
            "The phases do not close.");
        // mails of what has just happened are written by a run that begins after it
        var since = await Any.QueryAsync("select now()::text");
        await UntilAsync(
            async () => await IsAsync($"""select "StartedAt" > '{since}'::timestamptz and not exists (select 1 from "Outbox" where "State" in ('Waiting', 'Sending')) from "JobStates" where "Name" = 'Mails'"""),
            "The mails do not leave.");
    }

    /// <summary>Each phase, each step and each entry of the trail is there once, and nothing differs from what one program does.</summary>
    public async Task ExpectEverythingOnceAsync()
    {
        var phases = await NumberAsync($"""select count(*) from "CyclePhases" where "CycleId" = {company.Launched} and "Kind" not in ('Publish', 'Release', 'Close')""");
        var moves = await Any.QueryAsync($"""select split_part("Details", ',', 1) || ' ' || count(*) from "AuditEntries" where "Action" = 'Cycles.PhaseMoved' and "EntityId" = {company.Launched} group by split_part("Details", ',', 1)""");
        Assert.Equal(phases * 2, moves.Split('\n').Length);
        Assert.All(moves.Split('\n'), m => Assert.EndsWith(" 1", m, StringComparison.Ordinal));

        Assert.Equal("", await Any.QueryAsync("""select "Action" || ' ' || "Details" from "AuditEntries" where "Action" like 'Cycles.%' group by "Action", "EntityId", "Details" having count(*) > 1"""));
        Assert.Equal("Done", await Any.QueryAsync("""select distinct "State" from "CycleClosingSteps" """));
        Assert.Equal("Closed", await Any.QueryAsync($"""select "State" from "Cycles" where "Id" = {company.Closed}"""));
        var differences = (await ContentsAsync()).DifferencesTo(company.Clean);
        Assert.True(differences.Count == 0, $"{string.Join('\n', differences)}\n{Log}");
        await StandingInvariants.ExpectAsync(Any);
    }

    public Task<DatabaseContents> ContentsAsync() => DatabaseContents.ReadAsync(Any);

    public async Task<int> NumberAsync(string sql) => int.Parse(await Any.QueryAsync(sql), CultureInfo.InvariantCulture);

    /// <summary>What the programs logged as errors.</summary>
    public string Faults() => string.Join('\n', nodes.SelectMany(n => n.Log.Split('\n')).SkipWhile(l => !l.StartsWith("fail:", StringComparison.Ordinal) && !l.StartsWith("crit:", StringComparison.Ordinal)).Take(40));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        await database.DisposeAsync();
    }

    private async Task<bool> IsAsync(string sql) => await Any.QueryAsync(sql) == "1";

    private async Task UntilAsync(Func<Task<bool>> isSo, string otherwise)
    {
        var limit = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(limit.Elapsed < Patience, $"{otherwise}\n{Log}");
            await Task.Delay(10, Stop);
        }
    }
}
