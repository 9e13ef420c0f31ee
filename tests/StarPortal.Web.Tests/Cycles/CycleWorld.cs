using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Tests.Cycles;

/// <summary>A published template and cycles made of it, through the real use cases.</summary>
public static class CycleWorld
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TemplateDefinition Definition { get; } = new(
        LocalText.Same("Plain"),
        LocalText.Empty,
        new RatingScale([.. Enumerable.Range(1, 5).Select(i => new RatingPoint(i, i * 20m, LocalText.Same($"{i}"), LocalText.Same($"anchor {i}")))]),
        [
            new Section("results", LocalText.Same("Results"), 60m,
            [
                Data("accuracy", "Accuracy", new LinearMeasure(80m, 98m), "%"),
                Data("safety", "Safety", new PassFailMeasure(), ""),
            ]),
            new Section("views", LocalText.Same("Views"), 40m,
            [
                new Indicator("care", LocalText.Same("Care"), LocalText.Same("Cares"), IndicatorKind.Behaviour, 100m, new RatingMeasure(), "", LocalText.Empty,
                    [new SourceShare(Source.Self, 0m), new SourceShare(Source.Manager, 60m), new SourceShare(Source.Peer, 40m)], new Dictionary<int, LocalText>()),
            ]),
        ],
        []);

    public static async Task<int> TemplateAsync(this TestPortal portal)
    {
        await using var db = portal.Open();
        var template = new FormTemplate("plain");
        var version = new TemplateVersion(1, Definition);
        template.Add(version);
        db.FormTemplates.Add(template);
        await db.SaveChangesAsync(Stop);
        var published = version.Publish(Actors.Hr, portal.Now);
        Assert.True(published.Succeeded, string.Join("; ", published.Errors));
        await db.SaveChangesAsync(Stop);
        return version.Id;
    }

    /// <summary>A draft with a template and the preset calendar of November 2026 (UTC).</summary>
    public static async Task<int> DraftAsync(this TestPortal portal, Population? population = null)
    {
        var template = await portal.TemplateAsync();
        var made = await portal.Get<CreateCycle>().RunAsync(
            new CycleBasics("November", PeriodKind.Month, new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30), "UTC"), Actors.Hr, Stop);
        var edited = await portal.Get<EditCycle>().RunAsync(
            new CycleEdit(made.Value, 0) { TemplateVersionId = template, Population = population ?? Population.Everybody }, Actors.Hr, Stop);
        Assert.True(edited.Succeeded);
        return made.Value;
    }

    public static async Task<Cycle> CycleAsync(this TestPortal portal, int id)
    {
        await using var db = portal.Open();
        return await db.Cycles.AsNoTracking().Include(c => c.Phases).SingleAsync(c => c.Id == id, Stop);
    }

    public static async Task PublishAsync(this TestPortal portal, int id)
    {
        var published = await portal.Get<PublishCycle>().RunAsync(id, (await portal.CycleAsync(id)).Version, Actors.Hr, Stop);
        Assert.True(published.Succeeded, string.Join("; ", published.Errors));
    }

    public static async Task<int> LaunchAsync(this TestPortal portal, int id)
    {
        var task = await portal.Get<LaunchCycle>().RunAsync(id, (await portal.CycleAsync(id)).Version, Actors.Hr, Stop);
        Assert.True(task.Succeeded, string.Join("; ", task.Errors));
        return task.Value;
    }

    /// <summary>A cycle that runs, over everybody in the portal.</summary>
    public static async Task<int> RunningAsync(this TestPortal portal, Population? population = null)
    {
        var id = await portal.DraftAsync(population);
        await portal.PublishAsync(id);
        await portal.LaunchAsync(id);
        Assert.True(await portal.Get<LongTaskWork>().RunNextAsync(Stop));
        Assert.Equal(CycleState.Running, (await portal.CycleAsync(id)).State);
        return id;
    }

    private static Indicator Data(string key, string name, Measure measure, string unit) => new(
        key, LocalText.Same(name), LocalText.Same(name), IndicatorKind.Performance, 50m, measure, unit, LocalText.Same("System"),
        [new SourceShare(Source.Data, 100m)], new Dictionary<int, LocalText>());
}
