using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Features.Stars.Standing;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Tests.Stars;

/// <summary>Stars are their owner's from release on, the manager's then too, HR's but for their own, and an administrator's never.</summary>
public sealed class WhoSeesStarsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task MyStars_BeforeRelease_TellNothingThatScoresFollowFrom(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var cycle = await story.RunAsync(new DateOnly(2026, 9, 30), ("Wang", 85m));
        StarStory.Must(await story.ComputeAsync(cycle));

        var mine = Assert.Single(await MineAsync(portal, Actors.Of(story["Wang"])));

        Assert.Null(mine.Level);
        Assert.Null(mine.Last);
        Assert.Empty(mine.History);
        Assert.True(mine.Running!.IsPreview);
        Assert.Null(mine.Running.Explanation.Reached);
        Assert.All(mine.Running.Explanation.Levels.SelectMany(l => l.Criteria?.Facts() ?? []), f => Assert.Equal((null, FactGap.NoTotal), (f.Actual, f.Gap)));

        StarStory.Must(await story.ReleaseAsync(cycle));
        mine = Assert.Single(await MineAsync(portal, Actors.Of(story["Wang"])));
        Assert.Null(mine.Level);
        var row = Assert.Single(mine.History);
        Assert.Equal((3, null, 2, StarChange.Promoted, false), (row.Reached, row.Before, row.After, row.Change, row.IsClosed));
        Assert.Equal(85m, mine.Last!.Explanation.Level(3)!.Criteria!.Facts().Single().Actual);

        StarStory.Must(await story.CloseAsync(cycle));
        mine = Assert.Single(await MineAsync(portal, Actors.Of(story["Wang"])));
        Assert.Equal((2, 3, true), (mine.Level, mine.Next!.Number, mine.History.Single().IsClosed));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Stars_OfOthers_AreTheManagersAndHrsOnly(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var mia = await portal.AddEmployeeAsync("Mia");
        var wang = await portal.AddEmployeeAsync("Wang", mia);
        story.Know(wang);
        var cycle = await story.RunAsync(new DateOnly(2026, 9, 30), ("Wang", 85m), ("Hana", 90m));
        StarStory.Must(await story.ComputeAsync(cycle));
        var hana = Actors.Of(story["Hana"], Roles.Employee | Roles.HR);
        Assert.Empty(await portal.Get<MyResultQueries>().TeamStarsAsync(cycle, Actors.Of(mia), Stop));
        StarStory.Must(await story.ReleaseAsync(cycle));

        Assert.Equal(2, (await portal.Get<MyResultQueries>().TeamStarsAsync(cycle, Actors.Of(mia), Stop)).Single().Value.Number);
        Assert.Empty(await portal.Get<MyResultQueries>().TeamStarsAsync(cycle, Actors.Of(story["Hana"]), Stop));
        Assert.Empty(await MineAsync(portal, Actors.Of(mia)));
        Assert.Empty(await portal.Get<MyStarQueries>().ForHrAsync(wang.Id, Actors.Of(mia), Stop));
        Assert.Empty(await portal.Get<MyStarQueries>().ForHrAsync(wang.Id, Actors.Administrator, Stop));
        Assert.Single(await portal.Get<MyStarQueries>().ForHrAsync(wang.Id, hana, Stop));
        Assert.Empty(await portal.Get<MyStarQueries>().ForHrAsync(story["Hana"].Id, hana, Stop));

        var changes = portal.Get<CycleStarQueries>();
        Assert.Null(await changes.HeadAsync(cycle, Actors.Administrator, Stop));
        Assert.True((await changes.HeadAsync(cycle, hana, Stop))!.OwnRowHidden);
        var row = Assert.Single((await changes.PageAsync(cycle, CycleStarFilter.Default, 1, hana, Stop)).Rows);
        Assert.Equal("Wang", row.Name);
        Assert.NotNull(await changes.ExplainAsync(cycle, row.ParticipantId, hana, Stop));
        Assert.Null(await changes.ExplainAsync(cycle, row.ParticipantId, Actors.Of(mia), Stop));
        await using var db = portal.Open();
        var own = await db.Participants.Where(p => p.EmployeeId == story["Hana"].Id).Select(p => p.Id).SingleAsync(Stop);
        Assert.Null(await changes.ExplainAsync(cycle, own, hana, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Standings_ForHr_AreSearchedFilteredAndSortedWithoutTheirOwn(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        await story.FinishAsync(new DateOnly(2026, 9, 30), ("Wang", 85m), ("Li", 20m), ("Hana", 90m));
        var hana = Actors.Of(story["Hana"], Roles.Employee | Roles.HR);
        var queries = portal.Get<StandingQueries>();

        async Task<string> NamesAsync(string search, int? level, SortBy sort, Actor actor) =>
            string.Join(' ', (await queries.PageAsync(new StandingFilter(story.ProgrammeId, search, level, sort), 1, actor, Stop)).Rows.Select(r => r.Name));

        Assert.Equal("Li Wang", await NamesAsync("", null, new SortBy("name", false), hana));
        Assert.Equal("Wang Li", await NamesAsync("", null, new SortBy("level", true), hana));
        Assert.Equal("Wang", await NamesAsync("WAN", null, new SortBy("name", false), hana));
        Assert.Equal("Li", await NamesAsync("", 1, new SortBy("since", false), hana));
        Assert.Equal("", await NamesAsync("%", null, new SortBy("name", false), hana));
        Assert.Equal("", await NamesAsync("", null, new SortBy("name", false), Actors.Administrator));
        Assert.Null(await queries.PersonAsync(story["Hana"].Id, hana, Stop));
        Assert.Equal("Wang", (await queries.PersonAsync(story["Wang"].Id, hana, Stop))!.Name);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task HonourWall_ShowsTopAndPromotedOfClosedCycles_AndForgetsWhoeverOptsOutAtOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        await story.FinishAsync(new DateOnly(2026, 8, 31), ("Wang", 85m), ("Zhao", 85m));
        await story.FinishAsync(new DateOnly(2026, 9, 30), ("Wang", 85m), ("Li", 65m), ("Zhao", 65m), ("Qian", 10m));
        var open = await story.RunAsync(new DateOnly(2026, 10, 31), ("Wang", 85m));
        StarStory.Must(await story.ReleaseAsync(open));
        var reader = Actors.Of(story["Qian"]);
        var queries = portal.Get<HonourQueries>();
        var cycles = await queries.CyclesAsync(reader, Stop);
        Assert.Equal(2, cycles.Count);

        Assert.Equal([("Wang", 3, true), ("Li", 2, true)], await WallAsync());
        StarStory.Must(await portal.Get<ChooseHonours>().RunAsync(true, Actors.Of(story["Wang"]), Stop));
        StarStory.Must(await portal.Get<ChooseHonours>().RunAsync(true, Actors.Of(story["Wang"]), Stop));
        Assert.Equal([("Li", 2, true)], await WallAsync());
        StarStory.Must(await portal.Get<ChooseHonours>().RunAsync(false, Actors.Of(story["Wang"]), Stop));
        Assert.Equal(2, (await WallAsync()).Count);
        Assert.True((await portal.Get<ChooseHonours>().RunAsync(true, Actors.Administrator, Stop)).Failed);
        Assert.Empty(await queries.CyclesAsync(Actors.Administrator, Stop));

        async Task<List<(string, int, bool)>> WallAsync() => [.. (await queries.PeopleAsync(cycles[0], reader, Stop)).Select(p => (p.Name, p.Level, p.IsPromotion))];
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Distribution_OfACycle_CountsWhoHasDataByDepartmentToo(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        (string, decimal?)[] people = [.. Enumerable.Range(1, 12).Select(i => ($"P{i}", (decimal?)90m)), ("Nodata", null)];
        await story.FinishAsync(new DateOnly(2026, 8, 31), people);
        var cycle = await story.FinishAsync(new DateOnly(2026, 9, 30), people);
        var queries = portal.Get<CycleStarQueries>();
        var head = (await queries.HeadAsync(cycle, story.Hr, Stop))!;

        var all = await queries.DistributionAsync(head, "", story.Hr, Stop);
        Assert.Equal((3, 12, 1, -11), (all[0].Level, all[0].People, all[0].Most, all[0].Room));
        Assert.Equal(all, await queries.DistributionAsync(head, "Operations", story.Hr, Stop));
        Assert.All(await queries.DistributionAsync(head, "Elsewhere", story.Hr, Stop), s => Assert.Null(s.Room));
        Assert.Equal((12, 1), (head.Changes[StarChange.Promoted], head.Changes[StarChange.NotEvaluated]));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Distribution_BesideTheRows_DoesNotTellHrTheirOwnLevel(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var cycle = await story.RunAsync(new DateOnly(2026, 9, 30), ("Wang", 85m), ("Li", 20m), ("Hana", 90m));
        StarStory.Must(await story.ComputeAsync(cycle));
        var hana = Actors.Of(story["Hana"], Roles.Employee | Roles.HR);
        var queries = portal.Get<CycleStarQueries>();
        var head = (await queries.HeadAsync(cycle, hana, Stop))!;

        foreach (var share in await queries.DistributionAsync(head, "", hana, Stop))
        {
            var rows = await queries.PageAsync(cycle, CycleStarFilter.Default with { Level = share.Level }, 1, hana, Stop);
            Assert.Equal(rows.Total, share.People);
        }

        Assert.Equal(3, (await queries.DistributionAsync(head, "", story.Hr, Stop)).Sum(s => s.People));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Criteria_OfAPublishedProgramme_AreEverybodysWithoutDrafts(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await StarStory.CreateAsync(portal);
        var employee = await portal.AddEmployeeAsync("Wang");
        await using (var db = portal.Open())
        {
            var programme = await db.StarProgrammes.Include(p => p.Versions).SingleAsync(Stop);
            StarStory.Must(programme.StartDraft(StarStory.Definition));
            await db.SaveChangesAsync(Stop);
        }

        var queries = portal.Get<CriteriaPageQueries>();
        Assert.Equal([1], (await queries.FindAsync(story.ProgrammeId, Actors.Of(employee), Stop))!.Versions.Select(v => v.Number));
        Assert.Null(await queries.FindAsync(story.ProgrammeId, Actors.Administrator, Stop));
        Assert.Null(await queries.FindAsync(story.ProgrammeId + 1, Actors.Of(employee), Stop));
    }

    private static Task<IReadOnlyList<PersonalStars>> MineAsync(TestPortal portal, Actor actor) => portal.Get<MyStarQueries>().MineAsync(actor, Stop);
}
