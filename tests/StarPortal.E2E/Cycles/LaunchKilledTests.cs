using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Templates;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.E2E.Cycles;

/// <summary>SIGKILL in the middle of a launch, several times, at different moments.</summary>
public sealed class LaunchKilledTests : IAsyncLifetime
{
    private const int People = 8_000;
    private static readonly Actor Hr = new(1, null, "Helen HR", Roles.Employee | Roles.HR);

    // each is met once: nothing but the first snapshots, reviews as well, half of it, nearly all
    private static readonly string[] Moments =
    [
        """select count(*) > 0 from "Participants" """,
        """select count(*) > 0 from "Reviews" """,
        """select count(*) > 3500 from "Participants" """,
        """select count(*) > 30000 from "Reviews" """,
        """select count(*) >= 8000 from "Participants" """,
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private PortalProcess portal = null!;

    public async ValueTask InitializeAsync()
    {
        portal = await PortalProcess.StartEmptyAsync();
        await portal.KillAsync();
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Launch_KilledAgainAndAgain_EndsInExactlyOneReviewPerPersonAndReviewer()
    {
        var file = Path.Combine(portal.Folder, "people.csv");
        await File.WriteAllTextAsync(file, Csv(), Stop);
        var (imported, output) = await portal.VerbAsync("import", "people", file);
        Assert.True(imported == 0, output);
        var cycle = await RequestLaunchAsync();

        var inTheMiddle = 0;
        foreach (var moment in Moments)
        {
            portal.Launch();
            await UntilAsync($"""select ({moment}) or (select "State" = 'Running' from "Cycles" where "Id" = {cycle})""");
            await portal.KillAsync();
            inTheMiddle += await portal.QueryAsync($"""select "State" from "Cycles" where "Id" = {cycle}""") == "Published" ? 1 : 0;
        }

        Assert.True(inTheMiddle >= 3, $"Only {inTheMiddle} kills met the launch.");
        await portal.StartAsync();
        await UntilAsync($"""select "State" = 'Running' from "Cycles" where "Id" = {cycle}""");
        await UntilAsync("""select count(*) = 0 from "LongTasks" where "State" in ('Queued', 'Running')""");

        Assert.Equal("Succeeded", await portal.QueryAsync("""select distinct "State" from "LongTasks" """));
        Assert.Equal(Count(People), await portal.QueryAsync("""select count(*) from "Participants" """));
        Assert.Equal(Count(People), await portal.QueryAsync("""select count(*) from "Reviews" where "Relationship" = 'Self' """));
        Assert.Equal(Count(People - 1), await portal.QueryAsync("""select count(*) from "Reviews" where "Relationship" = 'Manager' """));
        const string planned = """select count(*) from "PlannedReviewers" p join "Employees" e on e."Id" = p."EmployeeId" where p."ReviewerId" <> e."Id" and (e."ManagerId" is null or p."ReviewerId" <> e."ManagerId")""";
        Assert.Equal(await portal.QueryAsync(planned), await portal.QueryAsync("""select count(*) from "Reviews" where "Relationship" = 'Peer' """));
        await StandingInvariants.ExpectAsync(portal);
    }

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    // one head, twenty managers, forty departments
    private static string Csv()
    {
        var text = new StringBuilder("Number,Name,E-mail,Department,Manager\n");
        for (var i = 1; i <= People; i++)
        {
            var manager = i == 1 ? "" : i <= 21 ? "N00001" : $"N{2 + (i % 20):00000}";
            text.Append(CultureInfo.InvariantCulture, $"N{i:00000},员工 {i},n{i}@example.org,Company/Team {i % 40},{manager}\n");
        }

        return text.ToString();
    }

    // the program's own use cases in this process; its background work is not started, so that the launch waits for the program
    private async Task<int> RequestLaunchAsync()
    {
        await using var app = PortalHost.Build([], new Dictionary<string, string?> { ["StarPortal:Data"] = portal.Data, ["Logging:LogLevel:Default"] = "Warning" });
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var template = Of(await services.GetRequiredService<CreateTemplate>().RunAsync(new(LocalText.Same("Three sources"), Presets.All[0].Key, null), Hr, Stop));
        Ok(await services.GetRequiredService<PublishTemplate>().RunAsync(new(template, int.Parse(await portal.QueryAsync("""select "Version" from "TemplateVersions" """), CultureInfo.InvariantCulture), DespiteWarnings: true), Hr, Stop));
        var templateVersion = int.Parse(await portal.QueryAsync("""select "Id" from "TemplateVersions" """), CultureInfo.InvariantCulture);

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var (start, end) = CalendarPreset.Period(PeriodKind.Quarter, today);
        var cycle = Of(await services.GetRequiredService<CreateCycle>().RunAsync(new CycleBasics("Killed", PeriodKind.Quarter, start, end, "UTC"), Hr, Stop));
        var edit = new CycleEdit(cycle, await VersionAsync(cycle))
        {
            TemplateVersionId = templateVersion,
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

    private async Task<int> VersionAsync(int cycle) =>
        int.Parse(await portal.QueryAsync($"""select "Version" from "Cycles" where "Id" = {cycle}"""), CultureInfo.InvariantCulture);

    private async Task UntilAsync(string sql)
    {
        var limit = TimeProvider.System.GetUtcNow().AddMinutes(3);
        while (await portal.QueryAsync(sql) != "1")
        {
            Assert.True(TimeProvider.System.GetUtcNow() < limit, $"Waited in vain: {sql}\n{portal.Log}");
            await Task.Delay(5, Stop);
        }
    }

    private static T Of<T>(Result<T> result)
    {
        Ok(result);
        return result.Value;
    }

    private static void Ok(Result result) => Assert.True(result.Succeeded, string.Join(", ", result.Errors));
}
