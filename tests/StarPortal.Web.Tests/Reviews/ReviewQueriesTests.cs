using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Home;
using StarPortal.Web.Features.Reviews;

namespace StarPortal.Web.Tests.Reviews;

public sealed class ReviewQueriesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Find_OfADraft_IsForItsAuthorOnly(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var authors = new Dictionary<int, int> { [stage.SelfId] = stage.Subject.Id, [stage.ManagerId] = stage.Manager.Id, [stage.PeerIds[0]] = stage.Peers[0].Id };

        foreach (var (review, author) in authors)
        {
            foreach (var actor in Everybody(stage))
            {
                Assert.Equal(actor.EmployeeId == author, await stage.FindAsync(review, actor) is not null);
            }
        }

        Assert.Null(await stage.FindAsync(999_999, stage.Hr));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Find_SelfAndManager_AreBlindUntilBothAreIn(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var (subject, manager) = (Actors.Of(stage.Subject), Actors.Of(stage.Manager));
        await stage.SubmitSelfAsync();

        Assert.Null(await stage.FindAsync(stage.SelfId, manager));
        Assert.Null(await stage.FindAsync(stage.SelfId, manager with { Roles = Roles.Employee | Roles.HR }));
        Assert.Null((await stage.FindAsync(stage.ManagerId, manager))!.SelfReview);
        Assert.Null(Assert.Single(Assert.Single(await portal.Get<TeamQueries>().ForAsync(manager, Stop)).Rows).SelfReviewId);

        await stage.SubmitManagerAsync();

        Assert.Equal("I checked every order twice.", (await stage.FindAsync(stage.SelfId, manager))!.AnswerTo("quality").Text);
        Assert.Equal("The new guide.", (await stage.FindAsync(stage.ManagerId, manager))!.SelfReview!.Answers.Single(a => a.ItemKey == "proud").Text);
        Assert.Equal(stage.SelfId, Assert.Single(Assert.Single(await portal.Get<TeamQueries>().ForAsync(manager, Stop)).Rows).SelfReviewId);
        // the participant reads the manager's answers from release on
        Assert.Null(await stage.FindAsync(stage.ManagerId, subject));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Find_AnswerForHrOnly_ReachesHrAndTheAuthorOnly(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SubmitSelfAsync();
        await stage.SubmitManagerAsync();

        var forManager = (await stage.FindAsync(stage.SelfId, Actors.Of(stage.Manager)))!;
        Assert.DoesNotContain(forManager.Answers, a => a.ItemKey == "secret");
        Assert.DoesNotContain(forManager.Questions, q => q.Key == "secret");
        Assert.DoesNotContain((await stage.FindAsync(stage.ManagerId, Actors.Of(stage.Manager)))!.SelfReview!.Answers, a => a.ItemKey == "secret");
        Assert.Equal("Only for HR.", (await stage.FindAsync(stage.SelfId, stage.Hr))!.AnswerTo("secret").Text);
        Assert.Equal("Only for HR.", (await stage.FindAsync(stage.SelfId, Actors.Of(stage.Subject)))!.AnswerTo("secret").Text);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Find_PeersReview_ReachesNeitherSubjectNorManager(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SubmitSelfAsync();
        await stage.SubmitManagerAsync();
        await stage.SubmitAsync(stage.PeerIds[0], stage.Peers[0], ReviewStage.PeerAnswers);

        Assert.Null(await stage.FindAsync(stage.PeerIds[0], Actors.Of(stage.Subject)));
        Assert.Null(await stage.FindAsync(stage.PeerIds[0], Actors.Of(stage.Subject, Roles.Employee | Roles.HR)));
        Assert.Null(await stage.FindAsync(stage.PeerIds[0], Actors.Of(stage.Manager, Roles.Employee | Roles.HR)));
        Assert.Null(await stage.FindAsync(stage.PeerIds[0], Actors.Of(stage.Peers[1])));
        Assert.Null(await stage.FindAsync(stage.PeerIds[0], Actors.Administrator));
        Assert.Equal(ReviewReader.Hr, (await stage.FindAsync(stage.PeerIds[0], stage.Hr))!.Reader);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Find_ManagersForm_ShowsMeasuredValues(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await using (var db = portal.Open())
        {
            var value = new ActualValue(stage.ParticipantId, "accuracy");
            value.Set(96.4m, "tickets", "", Actors.Hr, portal.Now);
            db.ActualValues.Add(value);
            await db.SaveChangesAsync(Stop);
        }

        var actual = Assert.Single((await stage.FindAsync(stage.ManagerId, Actors.Of(stage.Manager)))!.Actuals);
        Assert.Equal((96.4m, "%", "tickets"), (actual.Value, actual.Unit, actual.Source));
        Assert.Empty((await stage.FindAsync(stage.PeerIds[0], Actors.Of(stage.Peers[0])))!.Actuals);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Inbox_HoldsWhatThePersonHasToWriteAndNothingElse(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var inbox = portal.Get<Inbox>();

        Assert.Equal([$"/reviews/{stage.SelfId}"], (await inbox.ForAsync(Actors.Of(stage.Subject), Stop)).Select(i => i.Href));
        Assert.Equal([$"/reviews/{stage.ManagerId}"], (await inbox.ForAsync(Actors.Of(stage.Manager), Stop)).Select(i => i.Href));
        Assert.Equal(portal.Now.AddDays(7), Assert.Single(await inbox.ForAsync(Actors.Of(stage.Manager), Stop)).DueAt);
        Assert.Empty(await inbox.ForAsync(Actors.Of(stage.Stranger), Stop));
        Assert.DoesNotContain(await inbox.ForAsync(Actors.Administrator, Stop), i => i.Href.Contains("review", StringComparison.Ordinal));

        await stage.SubmitSelfAsync();
        Assert.Empty(await inbox.ForAsync(Actors.Of(stage.Subject), Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Mine_ListsOpenOnesFirstAndDoneOnesAfter(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var queries = portal.Get<MyReviewQueries>();
        await stage.SubmitSelfAsync();

        var row = Assert.Single(await queries.MineAsync(Actors.Of(stage.Subject), onlyOpen: false, Stop));
        Assert.Equal((stage.SelfId, ReviewState.Submitted, false), (row.Id, row.State, row.IsToDo));
        Assert.Empty(await queries.MineAsync(Actors.Administrator, onlyOpen: false, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Timeline_IsForThoseWhoTakePart(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var queries = portal.Get<TimelineQueries>();

        var cycle = Assert.Single(await queries.ForAsync(Actors.Of(stage.Subject), Stop));
        Assert.Equal([PhaseKind.SelfReview, PhaseKind.PeerReview, PhaseKind.ManagerReview, PhaseKind.Release], cycle.Phases.Select(p => p.Kind));
        Assert.Single(await queries.ForAsync(Actors.Of(stage.Peers[0]), Stop));
        Assert.Empty(await queries.ForAsync(Actors.Of(stage.Stranger), Stop));
        Assert.Empty(await queries.ForAsync(Actors.Administrator, Stop));
    }

    private static IEnumerable<Actor> Everybody(ReviewStage stage) =>
    [
        Actors.Of(stage.Subject), Actors.Of(stage.Manager), Actors.Of(stage.Stranger), stage.Hr, Actors.Administrator,
        .. stage.Peers.Select(p => Actors.Of(p)),
        Actors.Of(stage.Subject, Roles.Employee | Roles.HR), Actors.Of(stage.Manager, Roles.Employee | Roles.HR),
    ];
}
