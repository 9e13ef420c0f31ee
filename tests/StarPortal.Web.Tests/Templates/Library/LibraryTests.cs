using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Templates;
using StarPortal.Web.Features.Templates.Library;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Tests.Templates;

public sealed class LibraryTests
{
    private static readonly SortBy byName = new("name", false);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Install_Twice_AddsEachGeneralIndicatorOnceAndLeavesOwnOnes(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var own = await AddOwnAsync(portal, "Speed");
        await InstallAsync(portal);
        await InstallAsync(portal);

        var all = await portal.Get<LibraryQueries>().ListAsync(new LibraryFilter(State: null), byName, 1, Actors.Hr, Stop);
        Assert.Equal(GeneralIndicators.All.Count + 1, all.Total);
        Assert.Equal(LibraryQueries.PageSize, all.Rows.Count);
        Assert.Equal("Speed", (await FindAsync(portal, own)).Newest.Content.Name.En);
        await using var db = portal.Open();
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "Templates.LibraryInstalled", Stop));
        Assert.Equal(GeneralIndicators.All.Count + 1, await db.LibraryIndicatorVersions.CountAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task List_SearchesFiltersAndSortsInTheDatabase(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await InstallAsync(portal);
        await AddOwnAsync(portal, "100% Speed_test");
        async Task<IReadOnlyList<string>> CodesAsync(LibraryFilter filter, SortBy sort)
            => [.. (await portal.Get<LibraryQueries>().ListAsync(filter, sort, 1, Actors.Hr, Stop)).Rows.Select(r => r.Code)];

        Assert.Equal(["satisfaction"], await CodesAsync(new("满意度"), byName));
        Assert.Equal(["satisfaction"], await CodesAsync(new("CUSTOMER SATIS"), byName));
        Assert.Equal(["own-100-speed-test"], await CodesAsync(new("100%"), byName));
        Assert.Equal(["own-100-speed-test"], await CodesAsync(new("speed_"), byName));
        Assert.Equal(["own-100-speed-test"], await CodesAsync(new(Keeper: LibraryKeeper.Own), byName));
        var growth = await CodesAsync(new(Kind: IndicatorKind.Growth), byName);
        Assert.Equal(["learning", "knowledge-sharing", "certification", "training-hours"], growth);
        Assert.Equal(growth.Reverse(), await CodesAsync(new(Kind: IndicatorKind.Growth), new("name", true)));
        Assert.All((await portal.Get<LibraryQueries>().ListAsync(new(Layer: IndicatorLayer.Core), byName, 1, Actors.Hr, Stop)).Rows, r => Assert.Equal(IndicatorLayer.Core, r.Layer));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Usage_CountsTemplatesPublishedVersionsAndRunningCycles(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await InstallAsync(portal);
        var first = await TemplateAsync(portal, Presets.ServiceStaff);
        await TemplateAsync(portal, Presets.ServiceStaff);
        var view = await portal.Get<TemplateQueries>().FindAsync(first, Actors.Hr, Stop);
        Assert.True((await portal.Get<PublishTemplate>().RunAsync(new(first, view!.Version, true), Actors.Hr, Stop)).Succeeded);
        await using (var db = portal.Open())
        {
            var cycle = new Cycle("Runs");
            Assert.True(cycle.ChooseTemplate(await db.TemplateVersions.Where(v => v.State == TemplateState.Published).Select(v => v.Id).SingleAsync(Stop)).Succeeded);
            db.Cycles.Add(cycle);
            await db.SaveChangesAsync(Stop);
            await db.Cycles.ExecuteUpdateAsync(s => s.SetProperty(c => c.State, CycleState.Running), Stop);
        }

        var page = await portal.Get<LibraryQueries>().ListAsync(new LibraryFilter(), new SortBy("usage", true), 1, Actors.Hr, Stop);

        Assert.Equal(["accuracy", "communication", "response", "satisfaction", "service-quality"], page.Rows.Take(5).Select(r => r.Code));
        Assert.Equal(new LibraryUsage(2, 1, 1), page.Rows[0].Usage);
        Assert.Equal(new LibraryUsage(0, 0, 0), page.Rows[5].Usage);
        var accuracy = await FindAsync(portal, "accuracy");
        Assert.Equal([TemplateState.Published, TemplateState.Draft], accuracy.UsedBy.Select(u => u.State));

        // a draft that drops the indicator is no longer counted
        var second = accuracy.UsedBy[1];
        var draft = (await portal.Get<TemplateQueries>().FindAsync(new(second.TemplateId, second.Number), Actors.Hr, Stop))!;
        Assert.True((await portal.Get<EditTemplateDraft>().RunAsync(new(draft.Reference, Presets.SmallTeam.Definition, draft.Version), Actors.Hr, Stop)).Succeeded);
        Assert.Equal(1, (await FindAsync(portal, "accuracy")).Usage.Templates);
        Assert.Equal(2, (await FindAsync(portal, "satisfaction")).Usage.Templates);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Revise_TwoEditors_TheSecondIsTold(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var code = await AddOwnAsync(portal, "Speed");
        var seen = await FindAsync(portal, code);
        var revise = portal.Get<ReviseLibraryIndicator>();

        var first = await revise.RunAsync(new(code, Content("Pace"), seen.Version), Actors.Hr, Stop);
        var second = await revise.RunAsync(new(code, Content("Tempo"), seen.Version), Actors.Hr, Stop);

        Assert.True(first.Succeeded);
        Assert.True(second.Error.Is(SharedErrors.ChangedElsewhere));
        Assert.Equal([(2, "Pace"), (1, "Speed")], (await FindAsync(portal, code)).Versions.Select(v => (v.Number, v.Content.Name.En)));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Revise_General_IsRefusedButItCanBeCopied(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await InstallAsync(portal);
        var seen = await FindAsync(portal, "accuracy");

        Assert.True((await portal.Get<ReviseLibraryIndicator>().RunAsync(new("accuracy", Content("Mine"), seen.Version), Actors.Hr, Stop)).Error.Is(LibraryErrors.NotOwn));
        var copies = new[] { await CopyAsync(), await CopyAsync() };

        Assert.Equal(["own-accuracy", "own-accuracy-2"], copies);
        Assert.Equal(LibraryKeeper.Own, (await FindAsync(portal, copies[1])).Keeper);

        async Task<string> CopyAsync() => (await portal.Get<CreateLibraryIndicator>().RunAsync(new(seen.Newest.Content), Actors.Hr, Stop)).Value;
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Retire_IsNoLongerOfferedAndComesBack(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await InstallAsync(portal);
        var queries = portal.Get<LibraryQueries>();
        var retire = portal.Get<RetireLibraryIndicator>();
        var offered = (await queries.OffersAsync(new(), 1, Actors.Hr, Stop)).Total;

        Assert.True((await retire.RunAsync(new("accuracy", true, (await FindAsync(portal, "accuracy")).Version), Actors.Hr, Stop)).Succeeded);
        Assert.Equal(offered - 1, (await queries.OffersAsync(new(), 1, Actors.Hr, Stop)).Total);
        await InstallAsync(portal);
        Assert.Equal(LibraryState.Retired, (await FindAsync(portal, "accuracy")).State);

        Assert.True((await retire.RunAsync(new("accuracy", false, (await FindAsync(portal, "accuracy")).Version), Actors.Hr, Stop)).Succeeded);
        Assert.Equal(offered, (await queries.OffersAsync(new(), 1, Actors.Hr, Stop)).Total);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Newer_TellsOnlyOfLaterVersionsThatAreOffered(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var code = await AddOwnAsync(portal, "Speed");
        var queries = portal.Get<LibraryQueries>();
        LibraryOrigin[] held = [new(code, 1)];
        Assert.Empty(await queries.NewerAsync(held, Actors.Hr, Stop));
        await portal.Get<ReviseLibraryIndicator>().RunAsync(new(code, Content("Pace"), (await FindAsync(portal, code)).Version), Actors.Hr, Stop);

        var newest = (await queries.NewerAsync(held, Actors.Hr, Stop))[code];

        Assert.Equal(("Pace", 2), (newest.Name.En, newest.Origin!.Version));
        var renewed = (Content("Speed").ToIndicator(code, 1) with { Key = "speed", Weight = 33m }).Renewed(newest);
        Assert.Equal(("speed", 33m, "Pace", 2), (renewed.Key, renewed.Weight, renewed.Name.En, renewed.Origin!.Version));
        Assert.Empty(await queries.NewerAsync([new(code, 2)], Actors.Hr, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task EveryVerb_NotHr_AnswersAsIfNothingWereThere(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var code = await AddOwnAsync(portal, "Speed");
        var ann = await portal.AddEmployeeAsync("Ann");
        foreach (var actor in new[] { Actors.Of(ann), Actors.Administrator })
        {
            Result[] answers =
            [
                await portal.Get<CreateLibraryIndicator>().RunAsync(new(Content("X")), actor, Stop),
                await portal.Get<ReviseLibraryIndicator>().RunAsync(new(code, Content("X"), 0), actor, Stop),
                await portal.Get<RetireLibraryIndicator>().RunAsync(new(code, true, 0), actor, Stop),
            ];

            Assert.All(answers, a => Assert.True(a.Error.Is(TemplateErrors.NotFound)));
            Assert.Null(await portal.Get<LibraryQueries>().FindAsync(code, actor, Stop));
            Assert.Equal(0, (await portal.Get<LibraryQueries>().ListAsync(new(), byName, 1, actor, Stop)).Total);
            Assert.Equal(0, (await portal.Get<LibraryQueries>().OffersAsync(new(), 1, actor, Stop)).Total);
        }
    }

    internal static async Task InstallAsync(TestPortal portal)
    {
        foreach (var part in portal.Get<IEnumerable<IShippedData>>())
        {
            await part.InstallAsync(Stop);
        }
    }

    private static async Task<TemplateReference> TemplateAsync(TestPortal portal, Preset preset)
        => (await portal.Get<CreateTemplate>().RunAsync(new(preset.Definition.Name, preset.Key), Actors.Hr, Stop)).Value;

    private static async Task<string> AddOwnAsync(TestPortal portal, string name)
        => (await portal.Get<CreateLibraryIndicator>().RunAsync(new(Content(name)), Actors.Hr, Stop)).Value;

    private static async Task<LibraryIndicatorView> FindAsync(TestPortal portal, string code)
        => (await portal.Get<LibraryQueries>().FindAsync(code, Actors.Hr, Stop))!;

    private static LibraryContent Content(string name) => GeneralIndicators.Get("response").Content with { Name = LocalText.Same(name) };
}
