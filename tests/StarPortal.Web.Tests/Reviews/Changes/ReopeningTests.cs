using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Reviews;
using StarPortal.Web.Features.Reviews.Reopening;

namespace StarPortal.Web.Tests.Reviews.Changes;

public sealed class ReopeningTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Granted_RequestGivesTheReviewBack_AndAtItsEndWhatWasHandedInComesBack(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SubmitAsync(stage.PeerIds[0], stage.Peers[0], ReviewStage.PeerAnswers);
        var author = Actors.Of(stage.Peers[0]);
        await ReviewChangesTests.CloseAsync(portal, stage, PhaseKind.PeerReview);
        ReviewChangesTests.Ok(await portal.Get<RequestReopening>().RunAsync(stage.PeerIds[0], "Mixed two people up", author, Stop));
        Assert.True((await portal.Get<RequestReopening>().RunAsync(stage.PeerIds[0], "again", author, Stop)).Error.Is(ReviewErrors.RequestExists));

        var request = Assert.Single((await portal.Get<ReopeningQueries>().ForCycleAsync(stage.CycleId, 1, stage.Hr, Stop))!.Open);
        var decision = new ReopeningDecision(request.Id, request.Version, true, "Understandable", portal.Now.AddDays(1));
        ReviewChangesTests.Ok(await portal.Get<DecideReopening>().RunAsync(decision, stage.Hr, Stop));
        Assert.True((await portal.Get<DecideReopening>().RunAsync(decision with { Granted = false }, stage.Hr, Stop)).Error.Is(SharedErrors.ChangedElsewhere));

        var saved = await stage.SaveAsync(stage.PeerIds[0], author, [new AnswerChange(new AnswerContent("collaboration", 1, false, "Harsher"), ReviewStage.PeerAnswers[0])]);
        Assert.Empty(saved.Value.Conflicts);
        portal.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await portal.Get<EndReviews>().RunAsync(Actor.System("Schedule"), Stop));

        var ended = await stage.ReviewAsync(stage.PeerIds[0]);
        Assert.Equal(ReviewState.Submitted, ended.State);
        Assert.Equal(4, ended.Answers.Single(a => a.ItemKey == "collaboration").Rating);
        Assert.Contains(ended.Unsubmitted!, a => a.Text == "Harsher");
        Assert.NotNull((await stage.FindAsync(ended.Id, author))!.Unsubmitted);
        Assert.Null((await stage.FindAsync(ended.Id, stage.Hr))!.Unsubmitted);
        Assert.Equal(["Reviews.ReopeningGranted"], await ReviewChangesTests.ToldAsync(portal, stage.Peers[0].Id));
        Assert.Empty(await ReviewChangesTests.ToldAsync(portal, stage.Subject.Id, stage.Manager.Id));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Manager_AsksForTheSelfReviewOnly_AndRequesterAndAuthorAreTold(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SubmitSelfAsync();
        var manager = Actors.Of(stage.Manager);
        var request = portal.Get<RequestReopening>();
        Assert.True((await request.RunAsync(stage.SelfId, "Half of it is missing", manager, Stop)).Error.Is(ReviewErrors.NotAllowed)); // blind still
        await stage.SubmitManagerAsync();
        await stage.SubmitAsync(stage.PeerIds[0], stage.Peers[0], ReviewStage.PeerAnswers);
        Assert.True((await request.RunAsync(stage.PeerIds[0], "no", manager, Stop)).Error.Is(ReviewErrors.NotAllowed));
        Assert.True((await request.RunAsync(stage.ManagerId, "no", Actors.Of(stage.Subject), Stop)).Error.Is(ReviewErrors.NotAllowed));
        ReviewChangesTests.Ok(await request.RunAsync(stage.SelfId, "Half of it is missing", manager, Stop));

        var row = Assert.Single((await portal.Get<ReopeningQueries>().ForCycleAsync(stage.CycleId, 1, stage.Hr, Stop))!.Open);
        Assert.Empty((await portal.Get<ReopeningQueries>().ForCycleAsync(stage.CycleId, 1, Actors.Of(stage.Subject, Roles.Employee | Roles.HR), Stop))!.Open);
        Assert.Empty((await portal.Get<ReopeningQueries>().ForCycleAsync(stage.CycleId, 1, Actors.Of(stage.Manager, Roles.Employee | Roles.HR), Stop))!.Open);
        Assert.Null(await portal.Get<ReopeningQueries>().ForCycleAsync(stage.CycleId, 1, manager, Stop));
        ReviewChangesTests.Ok(await portal.Get<DecideReopening>().RunAsync(new ReopeningDecision(row.Id, row.Version, true, "Yes"), stage.Hr, Stop));

        Assert.Equal(ReviewState.Reopened, (await stage.ReviewAsync(stage.SelfId)).State);
        Assert.Equal(["Reviews.ReopeningGranted"], await ReviewChangesTests.ToldAsync(portal, stage.Manager.Id));
        Assert.Equal(["Reviews.Reopened"], await ReviewChangesTests.ToldAsync(portal, stage.Subject.Id));
    }
}
