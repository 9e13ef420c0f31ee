using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Templates;
using StarPortal.Web.Features.Templates.Exchange;

namespace StarPortal.Web.Tests.Templates;

public sealed class ImportTemplateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_ExportedPresets_MakesTheSameTemplates(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await LibraryTests.InstallAsync(portal);
        foreach (var preset in Presets.All)
        {
            var made = await portal.Get<ImportTemplate>().RunAsync(new(TemplateExport.Write(preset.Definition)), Actors.Hr, Stop);

            var view = (await portal.Get<TemplateQueries>().FindAsync(made.Value, Actors.Hr, Stop))!;
            Assert.Equal(JsonSerializer.Serialize(preset.Definition), JsonSerializer.Serialize(view.Definition));
            Assert.Equal(TemplateState.Draft, view.State);
        }

        await using var db = portal.Open();
        Assert.Equal(Presets.All.Count, await db.AuditEntries.CountAsync(e => e.Action == "Templates.Imported", Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_OwnIndicatorsOfAnotherPortal_LoseTheirOriginOnly(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await LibraryTests.InstallAsync(portal);
        var definition = Presets.SmallTeam.Definition;
        var foreign = definition with
        {
            Sections = [definition.Sections[0], definition.Sections[1] with { Indicators = [definition.Sections[1].Indicators[0] with { Origin = new("own-else", 3) }] }],
        };

        var made = (await portal.Get<ImportTemplate>().RunAsync(new(TemplateExport.Write(foreign)), Actors.Hr, Stop)).Value;

        var stored = (await portal.Get<TemplateQueries>().FindAsync(made, Actors.Hr, Stop))!.Definition;
        Assert.Null(stored.FindIndicator("innovation")!.Origin);
        Assert.Equal("satisfaction", stored.FindIndicator("satisfaction")!.Origin!.Code);
    }

    [Theory]
    [InlineData("\"weight\": 60", "\"weight\": 59.99")]
    [InlineData("\"threshold\": 98", "\"threshold\": 80")]
    [InlineData("\"floor\": 80", "\"floor\": 98")]
    [InlineData("\"value\": 2,", "\"value\": 1,")]
    [InlineData("\"schema\"", "\"shema\"")]
    public async Task Import_WithAFault_ChangesNothing(string text, string wrong)
    {
        await using var portal = await TestPortal.CreateAsync();
        var json = TemplateExport.Write(Presets.ThreeSource.Definition).Replace(text, wrong, StringComparison.Ordinal);

        var answer = await portal.Get<ImportTemplate>().RunAsync(new(json), Actors.Hr, Stop);

        Assert.True(answer.Failed);
        await using var db = portal.Open();
        Assert.False(await db.FormTemplates.AnyAsync(Stop));
        Assert.False(await db.AuditEntries.AnyAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_NotHr_AnswersAsIfNothingWereThere(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var json = TemplateExport.Write(Presets.ThreeSource.Definition);

        Assert.True((await portal.Get<ImportTemplate>().RunAsync(new(json), Actors.Administrator, Stop)).Error.Is(TemplateErrors.NotFound));
        Assert.True((await portal.Get<RetireTemplate>().RunAsync(new(1, null, true), Actors.Administrator, Stop)).Error.Is(TemplateErrors.NotFound));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Retire_Version_KeepsItsCyclesAndComesBack(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var made = (await portal.Get<CreateTemplate>().RunAsync(new(new("Line", ""), Presets.ThreeSource.Key), Actors.Hr, Stop)).Value;
        var retire = portal.Get<RetireTemplate>();
        Assert.True((await retire.RunAsync(new(made.TemplateId, made.Number, true), Actors.Hr, Stop)).Error.Is(TemplateErrors.NotPublished));
        var view = (await portal.Get<TemplateQueries>().FindAsync(made, Actors.Hr, Stop))!;
        Assert.True((await portal.Get<PublishTemplate>().RunAsync(new(made, view.Version, true), Actors.Hr, Stop)).Succeeded);
        await using (var db = portal.Open())
        {
            var cycle = new Cycle("Uses it");
            Assert.True(cycle.ChooseTemplate(await db.TemplateVersions.Select(v => v.Id).SingleAsync(Stop)).Succeeded);
            db.Cycles.Add(cycle);
            await db.SaveChangesAsync(Stop);
        }

        Assert.True((await retire.RunAsync(new(made.TemplateId, null, true), Actors.Hr, Stop)).Succeeded);

        var retired = (await portal.Get<TemplateQueries>().FindAsync(made, Actors.Hr, Stop))!;
        Assert.Equal((TemplateState.Retired, 1), (retired.State, retired.Cycles));
        Assert.True((await retire.RunAsync(new(made.TemplateId, null, true), Actors.Hr, Stop)).Error.Is(TemplateErrors.NotPublished));
        Assert.True((await retire.RunAsync(new(made.TemplateId, made.Number, false), Actors.Hr, Stop)).Succeeded);
        Assert.Equal(TemplateState.Published, (await portal.Get<TemplateQueries>().FindAsync(made, Actors.Hr, Stop))!.State);
    }
}
