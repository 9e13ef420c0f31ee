using System.Globalization;
using StarPortal.Tests;

namespace StarPortal.E2E.Killed;

/// <summary>
/// SIGKILL at twenty random moments each of a launch, a closing, sending and a batch of certificates: in the end the database
/// holds what one run without a fault leaves behind.
/// </summary>
public sealed class KilledAtRandomTests
{
    private const int People = 200;
    private const int Mails = 150;

    [Fact]
    public async Task LaunchClosingAndOutbox_KilledAtRandom_EndAsOneCleanRun()
    {
        await using var sink = new SmtpSink();
        await using var seed = new PortalProcess();
        var work = new WaitingWork(seed);
        var (launched, closed) = (0, 0);
        await work.InReleasedCompanyAsync(People, async services =>
        {
            await WaitingWork.QueueMailsAsync(services, Mails);
            closed = await work.RequestClosingAsync(services);
            launched = await work.RequestLaunchAsync(services);
        });

        var settings = work.Only("Mails").Concat(WaitingWork.MailTo(sink)).ToDictionary();
        var lives = await new KillRig(seed.Data, [TaskOf("launch", "LaunchCycle", launched), TaskOf("closing", "CloseCycle", closed), Outbox], settings).RunAsync();

        // none was lost; one that was under way when the program died may come again
        var mails = sink.Mails.Where(m => m.To.StartsWith("kill", StringComparison.Ordinal)).CountBy(m => m.To).Select(m => m.Value).ToList();
        Assert.Equal(Mails, mails.Count);
        Assert.All(mails, m => Assert.True(m >= lives.Series));
        Assert.True(mails.Sum() <= (Mails * lives.Series) + lives.Kills, $"{mails.Sum()} mails in {lives}");
    }

    [Fact]
    public async Task CertificateBatch_KilledAtRandom_EndsAsOneCleanRun()
    {
        await using var seed = new PortalProcess();
        var work = new WaitingWork(seed);
        var batch = 0;
        await work.InDemoCompanyAsync(40, async services => batch = await work.RequestBatchAsync(services));

        await new KillRig(seed.Data, [TaskOf("batch", "CertificateBatch", batch)], work.Only()).RunAsync();
    }

    private static PendingWork Outbox { get; } = new(
        "outbox",
        """select max("LeaseOwner") from "Outbox" where "Key" like 'kill:%' and "State" = 'Sending'""",
        """select count(*) = 0 from "Outbox" where "Key" like 'kill:%' and "State" <> 'Sent'""");

    private static PendingWork TaskOf(string name, string kind, int target) => new(
        name,
        string.Create(CultureInfo.InvariantCulture, $"""select "LeaseOwner" from "LongTasks" where "Kind" = '{kind}' and "TargetId" = {target} and "State" = 'Running' and "LeaseOwner" is not null"""),
        string.Create(CultureInfo.InvariantCulture, $"""select count(*) = 0 from "LongTasks" where "Kind" = '{kind}' and "TargetId" = {target} and "State" <> 'Succeeded'"""));
}
