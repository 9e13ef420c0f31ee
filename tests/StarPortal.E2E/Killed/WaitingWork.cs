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
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Demo;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.E2E.Killed;

/// <summary>
/// Asks for work by the program's own use cases in this process, over a database that no program serves: all of it waits
/// there for the program that is started next.
/// </summary>
internal sealed class WaitingWork(PortalProcess seed)
{
    private static readonly Actor Hr = new(1, null, "Helen HR", Roles.Employee | Roles.HR);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Settings under which no recurring job runs but these, every few seconds.</summary>
    public IReadOnlyDictionary<string, string> Only(params string[] jobs)
    {
        using var app = PortalHost.Build([], Settings());
        using var scope = app.Services.CreateScope();
        return scope.ServiceProvider.GetServices<IRecurringJob>().Select(j => j.Name).ToDictionary(
            n => $"STARPORTAL__JOBS__{n.ToUpperInvariant()}__{(jobs.Contains(n) ? "EVERY" : "ENABLED")}",
            n => jobs.Contains(n) ? "00:00:05" : "false");
    }

    /// <summary>Settings under which mail goes there.</summary>
    public static IReadOnlyDictionary<string, string> MailTo(SmtpSink sink) => new Dictionary<string, string>
    {
        ["STARPORTAL__MAIL__HOST"] = "127.0.0.1",
        ["STARPORTAL__MAIL__PORT"] = sink.Port.ToString(CultureInfo.InvariantCulture),
        ["STARPORTAL__MAIL__SECURITY"] = "None",
        ["STARPORTAL__MAIL__FROM"] = "starportal@example.org",
        ["STARPORTAL__PUBLICURL"] = "https://star.example.org",
    };

    /// <summary>The demo company, whose finished cycle is released and not closed yet, and then what is asked for.</summary>
    public async Task InReleasedCompanyAsync(int people, Func<IServiceProvider, Task> ask)
    {
        var (exitCode, output) = await seed.VerbAsync("migrate");
        Assert.True(exitCode == 0, output);
        await InAsync(
            async services =>
            {
                var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
                Ok(await services.GetRequiredService<SeedDemo>().RunAsync(new DemoRequest(people, 1, today), Stop));
                await ask(services);
            },
            s => s.Remove(s.Single(d => d.ImplementationType?.Name == "DemoClosing")));
    }

    /// <summary>The demo company as it is, and then what is asked for.</summary>
    public async Task InDemoCompanyAsync(int people, Func<IServiceProvider, Task> ask)
    {
        var (exitCode, output) = await seed.VerbAsync("seed", "demo", "--employees", people.ToString(CultureInfo.InvariantCulture));
        Assert.True(exitCode == 0, output);
        await InAsync(ask);
    }

    /// <summary>Mails whose keys begin with <c>kill:</c>.</summary>
    public static async Task QueueMailsAsync(IServiceProvider services, int mails)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        db.Queue(Enumerable.Range(1, mails).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i:000}")).Select(n => OutboxMessage.Mail(
            $"kill:{n}", "Test.Kill", null, $"kill{n}@example.org", new MailContent($"Kill {n}", "en-US", $"Message {n}", $"<p>Message {n}</p>", $"Message {n}", []), now)));
        await db.SaveChangesAsync(Stop);
    }

    /// <returns>The cycle that is to be closed.</returns>
    public async Task<int> RequestClosingAsync(IServiceProvider services)
    {
        var cycle = await NumberAsync("""select "Id" from "Cycles" where "State" = 'Released'""");
        var inSpite = services.GetServices<IClosingCheck>().Select(c => new OverriddenCheck(c.Name, "the kill test")).ToList();
        Of(await services.GetRequiredService<StartClosing>().RunAsync(cycle, null, inSpite, Hr, Stop));
        return cycle;
    }

    /// <returns>The cycle that is to be launched; its calendar lies in the future, so that no phase is due.</returns>
    public async Task<int> RequestLaunchAsync(IServiceProvider services)
    {
        var template = await NumberAsync("""select min("Id") from "TemplateVersions" where "State" = 'Published'""");
        var (start, end) = CalendarPreset.Period(PeriodKind.Quarter, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddMonths(6));
        var cycle = Of(await services.GetRequiredService<CreateCycle>().RunAsync(new CycleBasics("Killed", PeriodKind.Quarter, start, end, "UTC"), Hr, Stop));
        var edit = new CycleEdit(cycle, await VersionAsync(cycle))
        {
            TemplateVersionId = template,
            Population = Population.Everybody,
            Calendar = [.. CalendarPreset.For(PeriodKind.Quarter, start, end, TimeZoneInfo.Utc).Where(p => p.Kind != PhaseKind.Calibration)],
            Reviewers = new ReviewerSetup(Self: true, Manager: true, Threshold: 3),
        };
        Ok(await services.GetRequiredService<EditCycle>().RunAsync(edit, Hr, Stop));
        Ok(await services.GetRequiredService<PlanReviewers>().RunAsync(new ReviewerPlan.Assign(cycle, new AssignmentRule.Colleagues(4, 1, false)), Hr, Stop));
        Ok(await services.GetRequiredService<PublishCycle>().RunAsync(cycle, await VersionAsync(cycle), Hr, Stop));
        Ok(await services.GetRequiredService<LaunchCycle>().RunAsync(cycle, await VersionAsync(cycle), Hr, Stop));
        return cycle;
    }

    /// <returns>The batch that is to be printed.</returns>
    public async Task<int> RequestBatchAsync(IServiceProvider services)
    {
        var cycle = await NumberAsync("""select "Id" from "Cycles" where "State" = 'Closed'""");
        // the program asks the account behind a task what it may do
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop);
        var hr = await db.Users.AsNoTracking().Where(a => a.NormalizedUserName == "HR@DEMO.EXAMPLE").Select(a => new Actor(a.Id, a.EmployeeId, "Helen HR", a.Roles, null)).SingleAsync(Stop);
        Of(await services.GetRequiredService<StartCertificateBatch>().RunAsync(new BatchCommand(cycle, [1, 2, 3, 4, 5], null, BatchFormat.Zip, CertificateLanguages.English), hr, Stop));
        return await NumberAsync("""select max("Id") from "CertificateBatches" """);
    }

    private async Task InAsync(Func<IServiceProvider, Task> work, Action<IServiceCollection>? replace = null)
    {
        await using var app = PortalHost.Build([], Settings(), replace);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await work(scope.ServiceProvider);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Npgsql.NpgsqlConnection.ClearAllPools();
    }

    private Dictionary<string, string?> Settings() => new()
    {
        ["StarPortal:Data"] = seed.Data,
        ["StarPortal:Provider"] = seed.Postgres is null ? "sqlite" : "postgres",
        ["StarPortal:Connection"] = seed.Postgres ?? "",
        ["Logging:LogLevel:Default"] = "Warning",
    };

    private Task<int> VersionAsync(int cycle) =>
        NumberAsync(string.Create(CultureInfo.InvariantCulture, $"""select "Version" from "Cycles" where "Id" = {cycle}"""));

    private async Task<int> NumberAsync(string sql) => int.Parse(await seed.QueryAsync(sql), CultureInfo.InvariantCulture);

    private static T Of<T>(Result<T> result)
    {
        Ok(result);
        return result.Value;
    }

    private static void Ok(Result result) => Assert.True(result.Succeeded, string.Join(", ", result.Errors));
}
