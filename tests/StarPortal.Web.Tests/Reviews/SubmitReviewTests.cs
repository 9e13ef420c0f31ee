using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Reviews;

namespace StarPortal.Web.Tests.Reviews;

public sealed class SubmitReviewTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Submit_AHundredAtOnce_MakesOneSubmission(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var me = Actors.Of(stage.Subject);
        var draft = (await stage.SaveAsync(stage.SelfId, me, ReviewStage.SelfAnswers)).Value;
        var submit = portal.Get<SubmitReview>();

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => submit.RunAsync(new SubmitReviewCommand(stage.SelfId, draft.Version), me, Stop))));

        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => r.Failed), r => Assert.True(r.Error.Is(ReviewErrors.AlreadySubmitted)));
        await using var db = portal.Open();
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "Reviews.Submitted", Stop));
        Assert.Equal(draft.Version + 1, (await stage.ReviewAsync(stage.SelfId)).Version);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Submit_RacingTheClosingPhase_EndsSubmittedOrMissedNeverBoth(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var me = Actors.Of(stage.Subject);
        var draft = (await stage.SaveAsync(stage.SelfId, me, ReviewStage.SelfAnswers)).Value;

        var submit = Task.Run(() => portal.Get<SubmitReview>().RunAsync(new SubmitReviewCommand(stage.SelfId, draft.Version), me, Stop));
        var close = Task.Run(() => portal.Get<MovePhase>().RunAsync(new PhaseMove(stage.CycleId, PhaseKind.SelfReview, Open: false), Actors.Hr, Stop));
        await Task.WhenAll(submit, close);

        var review = await stage.ReviewAsync(stage.SelfId);
        Assert.Equal((await submit).Succeeded ? ReviewState.Submitted : ReviewState.Missed, review.State);
        Assert.Equal(ReviewStage.SelfAnswers.Length, review.Answers.Count);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Submit_WhatAnotherWindowChangedSince_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var me = Actors.Of(stage.Subject);
        var seen = (await stage.SaveAsync(stage.SelfId, me, ReviewStage.SelfAnswers)).Value;
        await stage.SaveAsync(stage.SelfId, me, [new AnswerChange(new("proud", null, false, "changed"), ReviewStage.SelfAnswers[2])]);

        var result = await portal.Get<SubmitReview>().RunAsync(new SubmitReviewCommand(stage.SelfId, seen.Version), me, Stop);

        Assert.Equal("ChangedElsewhere", result.Error.Code);
        Assert.Equal(ReviewState.Draft, (await stage.ReviewAsync(stage.SelfId)).State);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Submit_OfTheManager_WaitsForTheSelfReviewOrItsPhase(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var manager = Actors.Of(stage.Manager);
        var draft = (await stage.SaveAsync(stage.ManagerId, manager, ReviewStage.ManagerAnswers)).Value;
        var submit = portal.Get<SubmitReview>();
        var command = new SubmitReviewCommand(stage.ManagerId, draft.Version);

        Assert.True((await submit.RunAsync(command, manager, Stop)).Error.Is(ReviewErrors.WaitsForSelfReview));
        await stage.ChangeCycleAsync(c => c.ClosePhase(PhaseKind.SelfReview, Actors.Hr, portal.Now));
        Assert.True((await submit.RunAsync(command, manager, Stop)).Succeeded);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Submit_OfTheManager_IsFreeOnceHrUnlockedIt(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        Assert.True((await portal.Get<UnlockManagerReview>().RunAsync(stage.ParticipantId, "long illness", stage.Hr, Stop)).Succeeded);

        await stage.SubmitManagerAsync();

        Assert.Equal(ReviewState.Submitted, (await stage.ReviewAsync(stage.ManagerId)).State);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Decline_ByAPeer_TellsTheManagerAndHidesTheText(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var peer = Actors.Of(stage.Peers[0]);
        await stage.SaveAsync(stage.PeerIds[0], peer, ReviewStage.PeerAnswers);
        var decline = portal.Get<DeclineReview>();

        Assert.True((await decline.RunAsync(new DeclineReviewCommand(stage.PeerIds[0], "x"), Actors.Of(stage.Peers[1]), Stop)).Error.Is(ReviewErrors.NotAllowed));
        Assert.True((await decline.RunAsync(new DeclineReviewCommand(stage.PeerIds[0], "We never worked together."), peer, Stop)).Succeeded);

        var row = Assert.Single(Assert.Single(await portal.Get<TeamQueries>().ForAsync(Actors.Of(stage.Manager), Stop)).Rows);
        Assert.Equal([new DeclinedReview("Pia", "We never worked together.")], row.Declined);
        Assert.Null(await stage.FindAsync(stage.PeerIds[0], stage.Hr));
        Assert.Equal(2, (await stage.ReviewAsync(stage.PeerIds[0])).Answers.Count);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reopen_ByHr_GivesTheAnswersBackToTheAuthor(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SubmitAsync(stage.PeerIds[0], stage.Peers[0], ReviewStage.PeerAnswers);
        var reopen = portal.Get<ReopenReview>();
        var command = new ReopenReviewCommand(stage.PeerIds[0], "Meant for somebody else");

        Assert.True((await reopen.RunAsync(command, Actors.Of(stage.Manager), Stop)).Error.Is(ReviewErrors.NotAllowed));
        Assert.True((await reopen.RunAsync(command with { Reason = " " }, stage.Hr, Stop)).Error.Is(ReviewErrors.ReasonRequired));
        Assert.True((await reopen.RunAsync(command, stage.Hr, Stop)).Succeeded);

        var view = (await stage.FindAsync(stage.PeerIds[0], Actors.Of(stage.Peers[0])))!;
        Assert.True(view.CanEdit);
        Assert.Equal("Helped us in May.", view.AnswerTo("collaboration").Text);
        var saved = (await stage.SaveAsync(stage.PeerIds[0], Actors.Of(stage.Peers[0]), [new AnswerChange(new("advice", null, false, "Stop."), new("advice", null, false, "Go on."))])).Value;
        Assert.True((await portal.Get<SubmitReview>().RunAsync(new SubmitReviewCommand(stage.PeerIds[0], saved.Version), Actors.Of(stage.Peers[0]), Stop)).Succeeded);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Submit_ReopenedReviewWhileTheCycleIsReleased_ComesTooLate(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SubmitAsync(stage.PeerIds[0], stage.Peers[0], ReviewStage.PeerAnswers);
        Assert.True((await portal.Get<ReopenReview>().RunAsync(new ReopenReviewCommand(stage.PeerIds[0], "wrong person"), stage.Hr, Stop)).Succeeded);
        var me = Actors.Of(stage.Peers[0]);
        var released = false;

        var result = await portal.Get<ReviewWriter>().RunAsync<bool>(
            stage.PeerIds[0],
            me,
            (_, loaded) =>
            {
                if (ReviewWindow.CanSubmit(loaded.Situation) is { Failed: true } closed)
                {
                    return closed.Error;
                }

                if (!released)
                {
                    released = true;
                    Task.Run(ReleaseAsync, Stop).GetAwaiter().GetResult();
                }

                Assert.True(loaded.Review.Submit(loaded.Definition, loaded.Rules, me, portal.Now).Succeeded);
                return true;
            },
            Stop);

        Assert.True(result.Error.Is(ReviewErrors.CycleNotRunning));
        Assert.Equal(ReviewState.Reopened, (await stage.ReviewAsync(stage.PeerIds[0])).State);

        Task ReleaseAsync() => stage.ChangeCycleAsync(cycle =>
        {
            foreach (var kind in PhaseRules.Rating)
            {
                cycle.ClosePhase(kind, Actors.Hr, portal.Now);
            }

            return cycle.Release(Actors.Hr, portal.Now, inputsMissing: false);
        });
    }
}
