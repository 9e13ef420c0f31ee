using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Tests.Cycles;

/// <summary>The whole program with a cycle that runs, for tests that speak HTTP. The clock stands still until a test moves it.</summary>
public sealed class RunningCycle : IAsyncDisposable
{
    private RunningCycle(RunningPortal portal, FakeClock clock) => (Portal, Clock) = (portal, clock);

    public RunningPortal Portal { get; }

    public FakeClock Clock { get; }

    public int Id { get; private set; }

    /// <summary>An account of an employee who takes part and is HR.</summary>
    public Actor Hr { get; private set; } = null!;

    /// <summary>Employee numbers; the first is HR's.</summary>
    public IReadOnlyList<string> Numbers { get; private set; } = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<RunningCycle> StartAsync(
        Provider provider = Provider.Sqlite, int people = 3, TemplateDefinition? definition = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var clock = new FakeClock();
        var portal = await RunningPortal.StartAsync(settings, provider, s => s.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        var cycle = new RunningCycle(portal, clock);
        try
        {
            await cycle.LaunchAsync(people, definition ?? CycleWorld.Definition);
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }

        return cycle;
    }

    public T Get<T>()
        where T : notnull => Portal.App.Services.CreateScope().ServiceProvider.GetRequiredService<T>();

    public async Task SetPhaseAsync(PhaseKind kind, PhaseState state)
    {
        await using var db = Portal.Open();
        await db.WriteAsync(() => db.CyclePhases.Where(p => p.CycleId == Id && p.Kind == kind).ExecuteUpdateAsync(s => s.SetProperty(p => p.State, state).SetProperty(p => p.ClosesAt, Clock.Now.AddYears(1)), Stop), Stop);
    }

    public async Task SetStateAsync(CycleState state)
    {
        await using var db = Portal.Open();
        await db.WriteAsync(() => db.Cycles.Where(c => c.Id == Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.State, state), Stop), Stop);
    }

    public ValueTask DisposeAsync() => Portal.DisposeAsync();

    private async Task LaunchAsync(int people, TemplateDefinition definition)
    {
        var hr = await Portal.AddAccountAsync("hr@example.org", Roles.Employee | Roles.HR, "Helen HR");
        Hr = new Actor(hr.Id, hr.EmployeeId, "Helen HR", Roles.Employee | Roles.HR, "127.0.0.1");
        for (var i = 1; i < people; i++)
        {
            await Portal.AddAccountAsync($"person{i}@example.org");
        }

        int template;
        await using (var db = Portal.Open())
        {
            var form = new FormTemplate("plain");
            var version = new TemplateVersion(1, definition);
            form.Add(version);
            db.FormTemplates.Add(form);
            await db.SaveChangesAsync(Stop);
            var published = version.Publish(Hr, Clock.Now);
            Assert.True(published.Succeeded, string.Join("; ", published.Errors));
            await db.SaveChangesAsync(Stop);
            template = version.Id;
        }

        Id = (await Get<CreateCycle>().RunAsync(new CycleBasics("November", PeriodKind.Month, new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30), "UTC"), Hr, Stop)).Value;
        Assert.True((await Get<EditCycle>().RunAsync(new CycleEdit(Id, 0) { TemplateVersionId = template, Population = Population.Everybody }, Hr, Stop)).Succeeded);
        Assert.True((await Get<PublishCycle>().RunAsync(Id, (await ReadAsync()).Version, Hr, Stop)).Succeeded);
        Assert.True((await Get<LaunchCycle>().RunAsync(Id, (await ReadAsync()).Version, Hr, Stop)).Succeeded);
        // the scheduler of this program rests
        Assert.True(await Portal.App.Services.GetRequiredService<LongTaskWork>().RunNextAsync(Stop), "Nothing was queued.");
        Assert.Equal(CycleState.Running, (await ReadAsync()).State);

        foreach (var kind in (PhaseKind[])[PhaseKind.DataCollection, PhaseKind.PeerReview])
        {
            await SetPhaseAsync(kind, PhaseState.Open);
        }

        await using var read = Portal.Open();
        Numbers = await read.Participants.OrderBy(p => p.Number).Select(p => p.Number).ToListAsync(Stop);
    }

    private async Task<Cycle> ReadAsync()
    {
        await using var db = Portal.Open();
        return await db.Cycles.AsNoTracking().SingleAsync(c => c.Id == Id, Stop);
    }
}
