using StarPortal.Tests;

namespace StarPortal.E2E.Nodes;

/// <summary>
/// Two programs on one PostgreSQL launch a cycle, open and close its phases, close another cycle and send mails: everything
/// happens once, and in the end the database holds what one program alone leaves behind. Also when one of the two is killed.
/// </summary>
public sealed class TwoNodesTests(NodesCompany company) : IClassFixture<NodesCompany>
{
    private const string NoServer = "STARPORTAL_TEST_POSTGRES names no server.";

    [Fact(Skip = NoServer, SkipUnless = nameof(PostgresDatabase.IsThere), SkipType = typeof(PostgresDatabase))]
    public async Task Work_OnTwoNodesAtOnce_HappensOnce()
    {
        await using var sink = new SmtpSink();
        await using var nodes = await NodesRun.StartAsync(company, sink, nodes: 2);

        await nodes.UntilOverAsync();

        await nodes.ExpectEverythingOnceAsync();
        var mails = NodesRun.ByMessage(sink);
        Assert.All(mails, m => Assert.True(m.Value == 1, $"{m.Key} came {m.Value} times"));
        Assert.Equal(await nodes.NumberAsync("""select count(*) from "Outbox" where "State" = 'Sent'"""), mails.Count);
        Assert.Equal(2, await nodes.NumberAsync("""select count(*) from qrtz_scheduler_state where sched_name = 'StarPortal'"""));
        // starting together is no fault
        Assert.Equal("", nodes.Faults());
    }

    [Fact(Skip = NoServer, SkipUnless = nameof(PostgresDatabase.IsThere), SkipType = typeof(PostgresDatabase))]
    public async Task Work_OfANodeThatIsKilled_IsFinishedByTheOther()
    {
        await using var sink = new SmtpSink();
        await using var nodes = await NodesRun.StartAsync(company, sink, nodes: 2);

        await nodes.KillWhoeverClosesAsync();
        await nodes.UntilOverAsync();

        await nodes.ExpectEverythingOnceAsync();
        Assert.Equal(1, await nodes.NumberAsync("""select "Interruptions" from "LongTasks" where "Kind" = 'CloseCycle'"""));
        // at most the one that was under way comes again, with the same number
        var mails = NodesRun.ByMessage(sink);
        Assert.Equal(await nodes.NumberAsync("""select count(*) from "Outbox" where "State" = 'Sent'"""), mails.Count);
        Assert.True(mails.Values.Sum() <= mails.Count + 1, string.Join(", ", mails.Where(m => m.Value > 1).Select(m => m.Key)));
    }
}
