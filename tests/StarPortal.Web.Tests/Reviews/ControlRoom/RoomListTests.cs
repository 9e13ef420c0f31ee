using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Reviews.ControlRoom.Counts;
using StarPortal.Web.Features.Reviews.ControlRoom.Lists;
using StarPortal.Web.Features.Reviews.ControlRoom.Raters;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Tests.Reviews.ControlRoom;

public sealed class RoomListTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task EveryList_ByEveryColumnAndFilter_ReadsTheSamePeopleInThatOrder(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        await stage.SetAsync(stage.Ann, stage.AnnsTeam[0], ReviewState.Submitted, rating: 4);
        await stage.SetAsync(stage.Bob, stage.BobsTeam[0], ReviewState.Submitted, rating: 2);
        await WalkAsync(stage, stage.Portal.Get<ReviewList>());
        await WalkAsync(stage, stage.Portal.Get<LoadList>());
        await WalkAsync(stage, stage.Portal.Get<ParticipantList>());
        await WalkAsync(stage, stage.Portal.Get<ManagerList>());
        await WalkAsync(stage, stage.Portal.Get<GroupList>());
        await WalkAsync(stage, stage.Portal.Get<ShortList>());
        await WalkAsync(stage, stage.Portal.Get<RaterList>());
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task EveryList_ForOthersThanHr_IsEmpty(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        var room = await stage.RoomAsync();
        foreach (var actor in (Actor[])[Actors.Of(stage.Ann), Actors.Administrator])
        {
            foreach (var list in stage.Portal.Get<IEnumerable<IRoomList>>())
            {
                Assert.Empty((await list.SheetAsync(room, new RoomFilter(State: RoomState.All), actor, Stop)).Rows);
            }

            Assert.Empty((await stage.Portal.Get<CountQueries>().OfAsync(room, actor, Stop)).Cells);
            Assert.Empty(await stage.Portal.Get<RaterList>().CompanyAsync(room, actor, Stop));
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Hr_OnTheirOwnCase_SeesNeitherRowsNorCountsMove(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        var (rows, counts, load) = await SeenAsync();
        Assert.DoesNotContain(rows, r => r.Subject == stage.Helen.Name);

        await stage.SetAsync(stage.AnnsTeam[0], stage.Helen, ReviewState.Submitted);

        var (rowsAfter, countsAfter, loadAfter) = await SeenAsync();
        Assert.Equal(rows, rowsAfter);
        Assert.Equal(counts, countsAfter);
        Assert.Equal(load, loadAfter);

        async Task<(List<ListedReview> Rows, List<CountCell> Counts, List<ReviewerLoad> Load)> SeenAsync()
        {
            var room = await stage.RoomAsync();
            return (
                [.. await stage.Portal.Get<ReviewList>().AllAsync(room, new RoomFilter(State: RoomState.All), stage.Hr, Stop)],
                [.. (await stage.Portal.Get<CountQueries>().OfAsync(room, stage.Hr, Stop)).Cells.OrderBy(c => c.DepartmentId).ThenBy(c => c.Relationship)],
                [.. await stage.Portal.Get<LoadList>().AllAsync(room, new RoomFilter(State: RoomState.All), stage.Hr, Stop)]);
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Counts_OfAReviewGivenBack_TakeItAsHandedIn(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        await stage.SetAsync(stage.Ann, stage.AnnsTeam[0], ReviewState.Reopened, rating: 4);

        var room = await stage.RoomAsync();
        var counts = await stage.Portal.Get<CountQueries>().OfAsync(room, stage.Hr, Stop);
        var teams = await stage.Portal.Get<ManagerList>().AllAsync(room, new RoomFilter(State: RoomState.All), stage.Hr, Stop);

        Assert.Equal(1, counts.Kinds.Single(k => k.Kind == Relationship.Manager).Tally.Submitted);
        Assert.Equal(1, teams.Single(t => t.EmployeeId == stage.Ann.Id).Submitted);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Late_IsWhatIsOpenPastItsOwnEndOrMissed(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        await stage.SetAsync(stage.AnnsTeam[0], stage.AnnsTeam[1], ReviewState.Draft, closesAt: stage.Portal.Now.AddHours(-1));
        await stage.SetAsync(stage.AnnsTeam[0], stage.AnnsTeam[2], ReviewState.Missed);
        await stage.SetAsync(stage.AnnsTeam[0], stage.AnnsTeam[3], ReviewState.Submitted, closesAt: stage.Portal.Now.AddHours(-1));
        await stage.SetAsync(stage.AnnsTeam[1], stage.AnnsTeam[3], ReviewState.NotStarted, closesAt: stage.Portal.Now.AddDays(2));
        var room = await stage.RoomAsync();

        var late = await stage.Portal.Get<ReviewList>().AllAsync(room, new RoomFilter(State: RoomState.Late), stage.Hr, Stop);
        var soon = await stage.Portal.Get<ReviewList>().AllAsync(room, new RoomFilter(State: RoomState.DueSoon), stage.Hr, Stop);
        var people = await stage.Portal.Get<LoadList>().AllAsync(room, new RoomFilter(State: RoomState.Late), stage.Hr, Stop);

        Assert.Equal([stage.AnnsTeam[1].Name, stage.AnnsTeam[2].Name], late.Select(r => r.Subject).Order());
        Assert.All(late, r => Assert.True(r.Late));
        Assert.Equal([stage.AnnsTeam[1].Name, stage.AnnsTeam[3].Name], soon.Select(r => r.Subject).Order());
        Assert.Equal((stage.AnnsTeam[0].Name, 2), Assert.Single(people.Select(p => (p.Name, p.Late))));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Groups_UnderTheThreshold_AreThoseThatCannotReachItAnyMore(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        // of four colleagues two are lost
        await stage.SetAsync(stage.AnnsTeam[1], stage.AnnsTeam[0], ReviewState.Declined);
        await stage.SetAsync(stage.AnnsTeam[2], stage.AnnsTeam[0], ReviewState.Missed);
        // of four colleagues one is lost
        await stage.SetAsync(stage.AnnsTeam[1], stage.AnnsTeam[2], ReviewState.Declined);
        var room = await stage.RoomAsync();

        var groups = await stage.Portal.Get<GroupList>().AllAsync(room, new RoomFilter(), stage.Hr, Stop);
        var shorts = await stage.Portal.Get<ShortList>().AllAsync(room, new RoomFilter(), stage.Hr, Stop);

        Assert.Equal(
            [(stage.Bob.Name, Relationship.Report, 1, 1), (stage.AnnsTeam[0].Name, Relationship.Peer, 4, 2), (stage.BobsTeam[1].Name, Relationship.Peer, 2, 2)],
            groups.Select(g => (g.Name, g.Relationship, g.Asked, g.Possible)));
        // everybody but those with three colleagues or more who did not decline
        Assert.Equal(
            [stage.Ann.Name, stage.Bob.Name, .. stage.BobsTeam.Select(b => b.Name)],
            shorts.Select(g => g.Name).Order(StringComparer.Ordinal));
        Assert.All(shorts, g => Assert.Equal((Relationship.Peer, 3), (g.Relationship, g.Needed)));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Managers_AreCountedByTheirTeams(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        await stage.SetAsync(stage.Ann, stage.AnnsTeam[0], ReviewState.Submitted);
        await stage.SetAsync(stage.AnnsTeam[0], stage.AnnsTeam[0], ReviewState.Submitted);
        await stage.SetAsync(stage.AnnsTeam[1], stage.AnnsTeam[0], ReviewState.Withdrawn);

        var rows = await stage.Portal.Get<ManagerList>().AllAsync(await stage.RoomAsync(), new RoomFilter(), stage.Hr, Stop);

        Assert.Equal([stage.Ann.Name, stage.Bob.Name], rows.Select(r => r.Name));
        Assert.Equal((5, 29, 2, 4, 4, 19), (rows[0].Team, rows[0].Asked, rows[0].Submitted, rows[0].SelfOpen, rows[0].ManagerOpen, rows[0].OthersOpen));
        Assert.Equal((3, 8, 0, 3, 3, 2), (rows[1].Team, rows[1].Asked, rows[1].Submitted, rows[1].SelfOpen, rows[1].ManagerOpen, rows[1].OthersOpen));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Raters_AreManagersOnly_AndComparedWithColleaguesOnlyOverTheThreshold(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        foreach (var person in stage.AnnsTeam)
        {
            await stage.SetAsync(stage.Ann, person, ReviewState.Submitted, rating: 4);
        }

        await stage.SetAsync(stage.Bob, stage.BobsTeam[0], ReviewState.Submitted, rating: 1);
        foreach (var (reviewer, subject) in stage.AnnsTeam.Take(3).SelectMany(s => stage.AnnsTeam.Where(r => r != s).Take(3).Select(r => (r, s))))
        {
            await stage.SetAsync(reviewer, subject, ReviewState.Submitted, rating: 3);
        }

        var room = await stage.RoomAsync();
        var rows = await stage.Portal.Get<RaterList>().AllAsync(room, new RoomFilter(), stage.Hr, Stop);
        var company = await stage.Portal.Get<RaterList>().CompanyAsync(room, stage.Hr, Stop);

        Assert.Equal([stage.Ann.Name, stage.Bob.Name], rows.Select(r => r.Name));
        Assert.Equal((5, 4m, 0m, true, false), (rows[0].Figures.Forms, rows[0].Figures.Mean, rows[0].Figures.Spread, rows[0].Figures.SameForEverybody, rows[0].Figures.IsFew));
        Assert.Equal(0.5m, rows[0].Figures.Leniency);
        Assert.Equal(1m, rows[0].PeerDifference);
        Assert.Equal((1, (decimal?)null, true, (decimal?)null), (rows[1].Figures.Forms, rows[1].Figures.Spread, rows[1].Figures.IsFew, rows[1].PeerDifference));
        Assert.Equal([Relationship.Manager, Relationship.Peer], company.Select(c => c.Kind));

        // one answer fewer, and two people are left whose group may be shown: no figure
        await stage.SetAsync(stage.AnnsTeam[1], stage.AnnsTeam[0], ReviewState.Draft);
        Assert.Null((await stage.Portal.Get<RaterList>().AllAsync(room, new RoomFilter(), stage.Hr, Stop))[0].PeerDifference);
    }

    private static async Task WalkAsync<TRow>(RoomStage stage, RoomList<TRow> list)
    {
        var room = await stage.RoomAsync();
        var states = list.States.Cast<RoomState?>().DefaultIfEmpty(null);
        foreach (var state in states)
        {
            var filter = new RoomFilter(State: state);
            var all = await list.AllAsync(room, filter, stage.Hr, Stop);
            foreach (var column in list.Columns.Where(c => c.Sortable))
            {
                foreach (var descending in (bool[])[false, true])
                {
                    var sorted = filter with { Sort = new SortBy(column.Key, descending) };
                    var rows = await list.AllAsync(room, sorted, stage.Hr, Stop);
                    var pages = new List<TRow>();
                    for (var page = 1; pages.Count < rows.Count; page++)
                    {
                        var shown = await list.PageAsync(room, sorted with { Page = page }, stage.Hr, Stop);
                        Assert.Equal(rows.Count, shown.Total);
                        Assert.NotEmpty(shown.Rows);
                        pages.AddRange(shown.Rows);
                    }

                    Assert.Equal(rows, pages);
                    Assert.Equal(all.Select(r => r!.ToString()).Order(StringComparer.Ordinal), rows.Select(r => r!.ToString()).Order(StringComparer.Ordinal));
                    if (column.Numeric)
                    {
                        var values = rows.Select(r => Convert.ToDecimal(column.Value(r) ?? -1m, System.Globalization.CultureInfo.InvariantCulture)).ToList();
                        Assert.Equal(descending ? values.OrderDescending() : values.Order(), values);
                    }
                }
            }
        }

        foreach (var kind in list.Kinds(room))
        {
            await list.PageAsync(room, new RoomFilter("oscar", (await stage.ParticipantAsync(stage.Ann)).DepartmentId, kind, list.States.Count > 0 ? list.States[^1] : null), stage.Hr, Stop);
        }

        var inSales = await list.AllAsync(room, new RoomFilter(DepartmentId: (await stage.ParticipantAsync(stage.Bob)).DepartmentId, Kind: list.NeedsKind ? Relationship.Peer : null), stage.Hr, Stop);
        Assert.DoesNotContain(inSales, r => r!.ToString()!.Contains("Department = Operations", StringComparison.Ordinal) && !r.ToString()!.Contains("Sales", StringComparison.Ordinal));
        Assert.Empty(await list.AllAsync(room, new RoomFilter("nobody of that name"), stage.Hr, Stop));
    }
}
