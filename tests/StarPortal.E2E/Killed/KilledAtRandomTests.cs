using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;
using StarPortal.Tests;
using StarPortal.Web.Features.Cycles.Closing;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Documents.Certificates;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Demo;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.E2E.Killed;

/// <summary>
/// SIGKILL at twenty random moments each of a launch, a closing, sending and a batch of certificates: in the end the database
/// holds what one run without a fault leaves behind.
/// </summary>
public sealed class KilledAtRandomTests
{
    private const int People = 400;
    private const int Mails = 150;
    private static readonly Actor Hr = new(1, null, "Helen HR", Roles.Employee | Roles.HR);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task LaunchClosingAndOutbox_KilledAtRandom_EndAsOneCleanRun()
    {
        await using var sink = new SmtpSink();
        await using var seed = new PortalProcess();
        var (launched, closed) = (0, 0);
        await SeedAsync(seed, async services =>
        {
            await QueueMailsAsync(services);
            closed = await RequestClosingAsync(services, seed);
            launched = await RequestLaunchAsync(services, seed);
        });

        var lives = await new KillRig(seed.Data, [TaskOf("launch", "LaunchCycle", launched), TaskOf("closing", "CloseCycle", closed), Outbox], Mail(sink)).RunAsync();

        // none was lost; one that was under way when the program died may come again
        var mails = sink.Mails.CountBy(m => m.To).Select(m => m.Value).ToList();
        Assert.Equal(Mails, mails.Count);
        Assert.All(mails, m => Assert.True(m >= lives.Series));
        Assert.True(mails.Sum() <= (Mails * lives.Series) + lives.Kills, $"{mails.Sum()} mails in {lives}");
    }

    [Fact(Explicit = true)]
    public async Task CertificateBatch_KilledAtRandom_EndsAsOneCleanRun()
    {
        await using var seed = new PortalProcess();
        var batch = 0;
        var (exitCode, output) = await seed.VerbAsync("seed", "demo", "--employees", "40");
        Assert.True(exitCode == 0, output);
        await InAsync(seed, async services => batch = await RequestBatchAsync(services, seed));

        await new KillRig(seed.Data, [TaskOf("batch", "CertificateBatch", batch)], new Dictionary<string, string>()).RunAsync();
    }

    private static PendingWork Outbox { get; } = new(
        "outbox",
        """select max("LeaseOwner") from "Outbox" where "Key" like 'kill:%' and "State" = 'Sending'""",
        """select count(*) = 0 from "Outbox" where "Key" like 'kill:%' and "State" <> 'Sent'""");

    private static PendingWork TaskOf(string name, string kind, int target) => new(
        name,
        string.Create(CultureInfo.InvariantCulture, $"""select "LeaseOwner" from "LongTasks" where "Kind" = '{kind}' and "TargetId" = {target} and "State" = 'Running' and "LeaseOwner" is not null"""),
        string.Create(CultureInfo.InvariantCulture, $"""select count(*) = 0 from "LongTasks" where "Kind" = '{kind}' and "TargetId" = {target} and "State" <> 'Succeeded'"""));

    private static Dictionary<string, string> Mail(SmtpSink sink) => new()
    {
        ["STARPORTAL__MAIL__HOST"] = "127.0.0.1",
        ["STARPORTAL__MAIL__PORT"] = sink.Port.ToString(CultureInfo.InvariantCulture),
        ["STARPORTAL__MAIL__SECURITY"] = "None",
        ["STARPORTAL__MAIL__FROM"] = "starportal@example.org",
        ["STARPORTAL__PUBLICURL"] = "https://star.example.org",
    };

    // the demo company whose finished cycle is released and not closed yet
    private static async Task SeedAsync(PortalProcess seed, Func<IServiceProvider, Task> work)
    {
        var (exitCode, output) = await seed.VerbAsync("migrate");
        Assert.True(exitCode == 0, output);
        await InAsync(
            seed,
            async services =>
            {
                var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
                Ok(await services.GetRequiredService<SeedDemo>().RunAsync(new DemoRequest(People, 1, today), Stop));
                await work(services);
            },
            s => s.Remove(s.Single(d => d.ImplementationType?.Name == "DemoClosing")));
    }

    // the program's own use cases in this process; its background work is not started, so that all of it waits for the program
    private static async Task InAsync(PortalProcess seed, Func<IServiceProvider, Task> work, Action<IServiceCollection>? replace = null)
    {
        await using var app = PortalHost.Build([], new Dictionary<string, string?> { ["StarPortal:Data"] = seed.Data, ["Logging:LogLevel:Default"] = "Warning" }, replace);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await work(scope.ServiceProvider);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private static async Task QueueMailsAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        db.Queue(Enumerable.Range(1, Mails).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i:000}")).Select(n => OutboxMessage.Mail(
            $"kill:{n}", "Test.Kill", null, $"kill{n}@example.org", new MailContent($"Kill {n}", "en-US", $"Message {n}", $"<p>Message {n}</p>", $"Message {n}", []), now)));
        await db.SaveChangesAsync(Stop);
    }

    private static async Task<int> RequestClosingAsync(IServiceProvider services, PortalProcess seed)
    {
        var cycle = await NumberAsync(seed, """select "Id" from "Cycles" where "State" = 'Released'""");
        var inSpite = services.GetServices<IClosingCheck>().Select(c => new OverriddenCheck(c.Name, "the kill test")).ToList();
        Of(await services.GetRequiredService<StartClosing>().RunAsync(cycle, null, inSpite, Hr, Stop));
        return cycle;
    }

    private static async Task<int> RequestLaunchAsync(IServiceProvider services, PortalProcess seed)
    {
        var template = await NumberAsync(seed, """select min("Id") from "TemplateVersions" where "State" = 'Published'""");
        // in the future, so that no phase of it is due
        var (start, end) = CalendarPreset.Period(PeriodKind.Quarter, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddMonths(6));
        var cycle = Of(await services.GetRequiredService<CreateCycle>().RunAsync(new CycleBasics("Killed", PeriodKind.Quarter, start, end, "UTC"), Hr, Stop));
        var edit = new CycleEdit(cycle, await VersionAsync(seed, cycle))
        {
            TemplateVersionId = template,
            Population = Population.Everybody,
            Calendar = [.. CalendarPreset.For(PeriodKind.Quarter, start, end, TimeZoneInfo.Utc).Where(p => p.Kind != PhaseKind.Calibration)],
            Reviewers = new ReviewerSetup(Self: true, Manager: true, Threshold: 3),
        };
        Ok(await services.GetRequiredService<EditCycle>().RunAsync(edit, Hr, Stop));
        Ok(await services.GetRequiredService<PlanReviewers>().RunAsync(new ReviewerPlan.Assign(cycle, new AssignmentRule.Colleagues(4, 1, false)), Hr, Stop));
        Ok(await services.GetRequiredService<PublishCycle>().RunAsync(cycle, await VersionAsync(seed, cycle), Hr, Stop));
        Ok(await services.GetRequiredService<LaunchCycle>().RunAsync(cycle, await VersionAsync(seed, cycle), Hr, Stop));
        return cycle;
    }

    private static async Task<int> RequestBatchAsync(IServiceProvider services, PortalProcess seed)
    {
        var cycle = await NumberAsync(seed, """select "Id" from "Cycles" where "State" = 'Closed'""");
        // the program asks the account behind a task what it may do
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop);
        var hr = await db.Users.AsNoTracking().Where(a => a.NormalizedUserName == "HR@DEMO.EXAMPLE").Select(a => new Actor(a.Id, a.EmployeeId, "Helen HR", a.Roles, null)).SingleAsync(Stop);
        Of(await services.GetRequiredService<StartCertificateBatch>().RunAsync(new BatchCommand(cycle, [1, 2, 3, 4, 5], null, BatchFormat.Zip, CertificateLanguages.English), hr, Stop));
        return await NumberAsync(seed, """select max("Id") from "CertificateBatches" """);
    }

    private static Task<int> VersionAsync(PortalProcess seed, int cycle) =>
        NumberAsync(seed, string.Create(CultureInfo.InvariantCulture, $"""select "Version" from "Cycles" where "Id" = {cycle}"""));

    private static async Task<int> NumberAsync(PortalProcess seed, string sql) => int.Parse(await seed.QueryAsync(sql), CultureInfo.InvariantCulture);

    private static T Of<T>(Result<T> result)
    {
        Ok(result);
        return result.Value;
    }

    private static void Ok(Result result) => Assert.True(result.Succeeded, string.Join(", ", result.Errors));
}
