using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Cycles.Decisions;
using StarPortal.Web.Shared.Evidence;
using StarPortal.Web.Shared.Inbox;
using Employee = StarPortal.Domain.People.Employee;

namespace StarPortal.Web.Tests.Cycles;

/// <summary>Exemptions and points: who asks, who approves, and what happens when two decide at once.</summary>
public sealed class DecisionTests
{
    private static readonly Actor SecondHr = new(903, null, "Hugo HR", Roles.Employee | Roles.HR);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Exemption_NeedsManagementAndHr(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await Story.CreateAsync(portal);
        var ann = await story.ParticipantAsync(story.Ann);
        Assert.True((await story.AskAsync(Actors.Of(story.Ann), ann)).Succeeded);
        var row = await story.RowAsync(Actors.Hr);

        Assert.True((await story.DecideAsync(row, ExemptionMove.ApproveForManagement, Actors.Of(story.Ann))).Error.Is(CycleErrors.NotFound));
        Assert.True((await story.DecideAsync(row, ExemptionMove.ApproveForManagement, Actors.Of(story.Stranger))).Error.Is(CycleErrors.NotFound));
        // the manager's manager speaks for the line too
        Assert.True((await story.DecideAsync(row, ExemptionMove.ApproveForManagement, Actors.Of(story.Boss))).Succeeded);
        Assert.Equal(ExemptionState.Requested, (await story.RowAsync(Actors.Hr)).State);
        Assert.True((await story.DecideAsync(row, ExemptionMove.ApproveForHr, Actors.Hr)).Error.Is(SharedErrors.ChangedElsewhere));
        Assert.True((await story.DecideAsync(await story.RowAsync(Actors.Hr), ExemptionMove.ApproveForHr, Actors.Hr)).Succeeded);

        var approved = await story.RowAsync(Actors.Of(story.Ann));
        Assert.Equal(ExemptionState.Approved, approved.State);
        Assert.Empty(approved.Moves);
        var stranger = await portal.Get<ExemptionQueries>().FindAsync(story.Cycle, 1, Actors.Of(story.Stranger), Stop);
        Assert.Empty(stranger!.Rows.Rows);
        Assert.Equal(1, stranger.Others.Single().Participants);
        Assert.True((await story.AskAsync(Actors.Hr, ann)).Error.Is(ExemptionErrors.Already));
        Assert.True((await story.DecideAsync(approved, ExemptionMove.Revoke, Actors.Hr, "no outage after all")).Succeeded);
        Assert.True((await story.AskAsync(Actors.Hr, ann)).Succeeded);
    }

    [Fact]
    public async Task Exemption_BothSidesInOneHand_NeedASecondPerson()
    {
        await using var portal = await TestPortal.CreateAsync();
        var story = await Story.CreateAsync(portal);
        await story.AskAsync(Actors.Hr, await story.ParticipantAsync(story.Ann));
        var both = Actors.Of(story.Manager, Roles.Employee | Roles.HR);
        Assert.True((await story.DecideAsync(await story.RowAsync(both), ExemptionMove.ApproveForManagement, both)).Succeeded);

        var row = await story.RowAsync(both);
        Assert.DoesNotContain(ExemptionMove.ApproveForHr, row.Moves);
        Assert.True((await story.DecideAsync(row, ExemptionMove.ApproveForHr, both)).Error.Is(ExemptionErrors.SamePerson));
        var annHr = Actors.Of(story.Ann, Roles.Employee | Roles.HR);
        Assert.True((await story.DecideAsync(row, ExemptionMove.ApproveForHr, annHr)).Error.Is(CycleErrors.NotFound));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Exemption_OfSomebodyInHr_TakesNoEvidenceFromThem(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await Story.CreateAsync(portal);
        await story.AskAsync(Actors.Of(story.Manager), await story.ParticipantAsync(story.Ann));
        var asked = await story.RowAsync(Actors.Hr);
        var evidence = portal.Get<IEnumerable<IEvidenceAccess>>().Single(e => e.Kind == ExemptionEvidence.OwnerKind);

        Assert.True(await evidence.CanChangeAsync(Actors.Of(story.Manager), asked.Id, Stop));
        Assert.True(await evidence.CanChangeAsync(Actors.Hr, asked.Id, Stop));
        Assert.False(await evidence.CanChangeAsync(Actors.Of(story.Ann, Roles.Employee | Roles.HR), asked.Id, Stop));
        Assert.False(await evidence.CanChangeAsync(Actors.Of(story.Stranger), asked.Id, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Exemption_SameSideTwiceAtOnce_IsApprovedOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await Story.CreateAsync(portal);
        await story.AskAsync(Actors.Hr, await story.ParticipantAsync(story.Ann));
        var row = await story.RowAsync(Actors.Hr);

        var done = await Task.WhenAll(
            Task.Run(() => story.DecideAsync(row, ExemptionMove.ApproveForHr, Actors.Hr), Stop),
            Task.Run(() => story.DecideAsync(row, ExemptionMove.ApproveForHr, SecondHr), Stop));

        Assert.Single(done, d => d.Succeeded);
        Assert.True(done.Single(d => d.Failed).Error.Is(SharedErrors.ChangedElsewhere));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task ForEverybody_IsPublicAndWithinTheYearsQuota(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await Story.CreateAsync(portal);
        Assert.True((await story.AskAsync(Actors.Of(story.Ann), null)).Error.Is(CycleErrors.NotFound));
        await story.AskAsync(Actors.Hr, null);
        await story.AskAsync(Actors.Hr, null, "safety");
        foreach (var row in (await portal.Get<ExemptionQueries>().FindAsync(story.Cycle, 1, Actors.Hr, Stop))!.Rows.Rows)
        {
            Assert.True((await story.DecideAsync(row, ExemptionMove.ApproveForManagement, Actors.Of(story.Boss))).Succeeded);
        }

        var rows = (await portal.Get<ExemptionQueries>().FindAsync(story.Cycle, 1, Actors.Hr, Stop))!.Rows.Rows;
        Assert.True((await story.DecideAsync(rows[0], ExemptionMove.ApproveForHr, Actors.Hr)).Succeeded);
        // three indicators in the year: five in a hundred of them, rounded up, is one
        Assert.True((await story.DecideAsync(rows[1], ExemptionMove.ApproveForHr, Actors.Hr)).Error.Is(ExemptionErrors.QuotaUsed));
        var seen = await portal.Get<ExemptionQueries>().FindAsync(story.Cycle, 1, Actors.Of(story.Ann), Stop);
        Assert.Equal((1, 1, 3), (seen!.Quota.Used, seen.Quota.Allowed, seen.Quota.Indicators));
        Assert.Equal(ExemptionState.Approved, seen.Rows.Rows.Single().State);
        Assert.Equal("outage", seen.Rows.Rows.Single().Reason);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Points_AreProposedByOneAndApprovedByAnother(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await Story.CreateAsync(portal);
        var ann = await story.ParticipantAsync(story.Ann);
        var propose = portal.Get<ProposeAdjustment>();
        var decide = portal.Get<DecideAdjustment>();

        Assert.True((await propose.RunAsync(new(ann, 3m, "helped", "mail"), Actors.Of(story.Ann), Stop)).Error.Is(CycleErrors.NotFound));
        Assert.True((await propose.RunAsync(new(ann, 3m, "helped", "mail"), Actors.Of(story.Stranger), Stop)).Error.Is(CycleErrors.NotFound));
        Assert.True((await propose.RunAsync(new(ann, 10.5m, "helped", "mail"), Actors.Hr, Stop)).Error.Is(AdjustmentErrors.Points));
        var byManager = (await propose.RunAsync(new(ann, 3m, "helped", "mail"), Actors.Of(story.Manager), Stop)).Value;
        var byHr = (await propose.RunAsync(new(ann, 8m, "saved a customer", "ticket 7"), Actors.Hr, Stop)).Value;

        Assert.True((await decide.RunAsync(new(byManager, 0, AdjustmentMove.Approve), Actors.Of(story.Manager), Stop)).Error.Is(CycleErrors.NotFound));
        Assert.True((await decide.RunAsync(new(byManager, 0, AdjustmentMove.Approve), Actors.Hr, Stop)).Succeeded);
        Assert.True((await decide.RunAsync(new(byHr, 0, AdjustmentMove.Approve), Actors.Hr, Stop)).Error.Is(AdjustmentErrors.SamePerson));
        Assert.True((await decide.RunAsync(new(byHr, 0, AdjustmentMove.Approve), SecondHr, Stop)).Error.Is(AdjustmentErrors.OverLimit));
        Assert.True((await decide.RunAsync(new(byManager, 1, AdjustmentMove.Revoke, "counted twice"), Actors.Hr, Stop)).Succeeded);
        Assert.True((await decide.RunAsync(new(byHr, 0, AdjustmentMove.Approve), SecondHr, Stop)).Succeeded);

        Assert.Null(await portal.Get<AdjustmentQueries>().FindAsync(story.Cycle, 1, Actors.Of(story.Ann), Stop));
        var seen = await portal.Get<AdjustmentQueries>().FindAsync(story.Cycle, 1, Actors.Of(story.Manager), Stop);
        Assert.Equal([8m, 8m], seen!.Rows.Rows.Select(r => r.Counting));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Points_ApprovedTwiceAtOnce_StayWithinTheLimit(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await Story.CreateAsync(portal);
        var ann = await story.ParticipantAsync(story.Ann);
        var first = (await portal.Get<ProposeAdjustment>().RunAsync(new(ann, 6m, "a", "b"), Actors.Of(story.Manager), Stop)).Value;
        var second = (await portal.Get<ProposeAdjustment>().RunAsync(new(ann, 6m, "c", "d"), Actors.Of(story.Manager), Stop)).Value;

        var done = await Task.WhenAll(
            Task.Run(() => portal.Get<DecideAdjustment>().RunAsync(new(first, 0, AdjustmentMove.Approve), Actors.Hr, Stop), Stop),
            Task.Run(() => portal.Get<DecideAdjustment>().RunAsync(new(second, 0, AdjustmentMove.Approve), SecondHr, Stop), Stop));

        Assert.Single(done, d => d.Succeeded);
        Assert.True(done.Single(d => d.Failed).Error.Is(AdjustmentErrors.OverLimit));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Inbox_TellsThoseWhoMayDecideAndNobodyElse(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await Story.CreateAsync(portal);
        var ann = await story.ParticipantAsync(story.Ann);
        await story.AskAsync(Actors.Of(story.Ann), ann);
        await portal.Get<ProposeAdjustment>().RunAsync(new(ann, 3m, "helped", "mail"), Actors.Of(story.Manager), Stop);
        await portal.Get<ProposeAdjustment>().RunAsync(new(ann, 2m, "helped again", "mail"), Actors.Hr, Stop);
        var exemptions = $"/cycles/{story.Cycle}/exemptions";
        var points = $"/cycles/{story.Cycle}/adjustments";

        Task<string[]> TellsAsync(Actor actor) => InboxAsync(portal, actor);
        Assert.Equal([exemptions], await TellsAsync(Actors.Of(story.Manager)));
        Assert.Equal([exemptions], await TellsAsync(Actors.Of(story.Boss)));
        Assert.Empty(await TellsAsync(Actors.Of(story.Ann)));
        Assert.Empty(await TellsAsync(Actors.Of(story.Stranger)));
        Assert.Equal([exemptions, points], await TellsAsync(Actors.Hr));
        // nothing of one's own, though HR
        Assert.Empty(await TellsAsync(Actors.Of(story.Ann, Roles.Employee | Roles.HR)));

        await story.DecideAsync(await story.RowAsync(Actors.Hr), ExemptionMove.ApproveForHr, Actors.Hr);
        Assert.Equal([points], await TellsAsync(Actors.Hr));
        Assert.Equal([exemptions], await TellsAsync(Actors.Of(story.Manager)));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task ManyExemptions_ArePagedAndApprovedTogether(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await Story.CreateAsync(portal);
        var ann = await story.ParticipantAsync(story.Ann);
        for (var i = 0; i < ExemptionQueries.PageSize; i++)
        {
            Assert.True((await story.AskAsync(Actors.Hr, ann)).Succeeded);
            Assert.True((await story.DecideAsync(await story.RowAsync(Actors.Hr), ExemptionMove.Withdraw, Actors.Hr, "by mistake")).Succeeded);
        }

        Assert.True((await story.AskAsync(Actors.Hr, ann)).Succeeded);
        var first = (await portal.Get<ExemptionQueries>().FindAsync(story.Cycle, 1, Actors.Hr, Stop))!;
        var second = (await portal.Get<ExemptionQueries>().FindAsync(story.Cycle, 2, Actors.Hr, Stop))!;

        Assert.Equal((ExemptionQueries.PageSize + 1, ExemptionQueries.PageSize, 1), (first.Rows.Total, first.Rows.Rows.Count, second.Rows.Rows.Count));
        // what waits comes first, and can be approved from any page
        Assert.Equal(ExemptionState.Requested, first.Rows.Rows[0].State);
        Assert.Equal(first.Rows.Rows[0].Id, Assert.Single(second.Waiting).Id);
        Assert.True((await portal.Get<DecideExemption>().RunAsync(story.Cycle, second.Waiting, Actors.Hr, Stop)).Succeeded);
    }

    private static async Task<string[]> InboxAsync(TestPortal portal, Actor actor)
    {
        var found = new List<string>();
        foreach (var source in portal.Get<IEnumerable<IInboxSource>>().Where(s => s.GetType().Name == "DecisionInbox"))
        {
            found.AddRange((await source.ForAsync(actor, Stop)).Select(i => i.Href));
        }

        return [.. found];
    }

    private sealed class Story(TestPortal portal, int cycle, Employee boss, Employee manager, Employee ann, Employee stranger)
    {
        public int Cycle => cycle;

        public Employee Boss => boss;

        public Employee Manager => manager;

        public Employee Ann => ann;

        public Employee Stranger => stranger;

        public static async Task<Story> CreateAsync(TestPortal portal)
        {
            var boss = await portal.AddEmployeeAsync("Bea");
            var manager = await portal.AddEmployeeAsync("Max", boss);
            var ann = await portal.AddEmployeeAsync("Ann", manager);
            var stranger = await portal.AddEmployeeAsync("Sam", boss);
            return new Story(portal, await portal.RunningAsync(), boss, manager, ann, stranger);
        }

        public async Task<int> ParticipantAsync(Employee employee)
        {
            await using var db = portal.Open();
            return await db.Participants.Where(p => p.EmployeeId == employee.Id).Select(p => p.Id).SingleAsync(Stop);
        }

        public Task<Result> AskAsync(Actor actor, int? participant, string key = "accuracy") =>
            portal.Get<RequestExemption>().RunAsync(new(cycle, participant is null, participant is { } id ? [id] : [], key, "outage"), actor, Stop);

        public async Task<ExemptionRow> RowAsync(Actor actor) => (await portal.Get<ExemptionQueries>().FindAsync(cycle, 1, actor, Stop))!.Rows.Rows[0];

        public Task<Result> DecideAsync(ExemptionRow row, ExemptionMove move, Actor actor, string reason = "") =>
            portal.Get<DecideExemption>().RunAsync(cycle, [new ExemptionDecision(row.Id, row.Version, move, reason)], actor, Stop);
    }
}
