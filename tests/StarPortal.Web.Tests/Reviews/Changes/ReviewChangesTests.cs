using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Reviews.Changes;

namespace StarPortal.Web.Tests.Reviews.Changes;

public sealed class ReviewChangesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Extended_MissedReview_IsOpenUntilItsOwnEndAndThenMissedAgain(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SaveAsync(stage.PeerIds[0], Actors.Of(stage.Peers[0]), ReviewStage.PeerAnswers);
        await CloseAsync(portal, stage, PhaseKind.PeerReview);
        Assert.Equal(ReviewState.Missed, (await stage.ReviewAsync(stage.PeerIds[0])).State);

        var end = portal.Now.AddDays(2);
        Ok(await portal.Get<ExtendReviews>().RunAsync(new ReviewChange([stage.PeerIds[0], stage.PeerIds[1]], "Ill last week"), end, stage.Hr, Stop));

        var view = (await stage.FindAsync(stage.PeerIds[0], Actors.Of(stage.Peers[0])))!;
        Assert.Equal((ReviewState.Draft, end, true), (view.State, view.Deadline, view.CanEdit));
        await stage.SubmitAsync(stage.PeerIds[1], stage.Peers[1], ReviewStage.PeerAnswers);
        Assert.Equal(["Reviews.Extended", "Reviews.Extended"], await ToldAsync(portal, stage.Peers[0].Id, stage.Peers[1].Id));
        Assert.Empty(await ToldAsync(portal, stage.Subject.Id, stage.Manager.Id, stage.Peers[2].Id));

        portal.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(1, await portal.Get<EndReviews>().RunAsync(Actor.System("Schedule"), Stop));
        Assert.Equal(0, await portal.Get<EndReviews>().RunAsync(Actor.System("Schedule"), Stop));
        Assert.Equal(ReviewState.Missed, (await stage.ReviewAsync(stage.PeerIds[0])).State);
        Assert.Equal(ReviewState.Submitted, (await stage.ReviewAsync(stage.PeerIds[1])).State);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task PhaseThatCloses_LeavesOwnTimeOpen_CalibrationDoesNot(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        Ok(await portal.Get<ExtendReviews>().RunAsync(new ReviewChange([stage.PeerIds[0]], "Travelling"), portal.Now.AddDays(6), stage.Hr, Stop));

        await CloseAsync(portal, stage, PhaseKind.PeerReview);

        Assert.Equal([ReviewState.NotStarted, ReviewState.Missed, ReviewState.Missed], await StatesAsync(stage));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Withdrawn_ReviewIsHiddenWithItsTextAndRestorable(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        foreach (var (id, peer) in stage.PeerIds.Zip(stage.Peers))
        {
            await stage.SubmitAsync(id, peer, ReviewStage.PeerAnswers);
        }

        var preview = await portal.Get<ReviewChangeQueries>().PreviewAsync(new PreviewRequest(ReviewChangeKind.Withdraw, [stage.PeerIds[0]]), stage.Hr, Stop);
        Assert.Equal((1, 1, 0), (preview.Reviews, preview.Told, preview.Obstacles.Count));
        Assert.Equal(4, preview.Effects.Count); // the group falls under the threshold
        Ok(await portal.Get<WithdrawReviews>().RunAsync(new ReviewChange([stage.PeerIds[0]], "Worked apart", preview.Stamp), stage.Hr, Stop));

        Assert.Null(await stage.FindAsync(stage.PeerIds[0], Actors.Of(stage.Peers[0])));
        Ok(await portal.Get<RestoreReviews>().RunAsync(new ReviewChange([stage.PeerIds[0]], "By mistake"), stage.Hr, Stop));
        var back = await stage.ReviewAsync(stage.PeerIds[0]);
        Assert.Equal((ReviewState.Submitted, 2), (back.State, back.Answers.Count));
        Assert.Equal(["Reviews.Restored", "Reviews.Withdrawn"], await ToldAsync(portal, [stage.Peers[0].Id]));
        Assert.Empty(await ToldAsync(portal, stage.Subject.Id, stage.Manager.Id));
        await using var db = portal.Open();
        Assert.Equal(["By mistake", "Worked apart"], await db.AuditEntries.Where(e => e.Action == "Reviews.Withdrawn" || e.Action == "Reviews.Restored").OrderBy(e => e.Reason).Select(e => e.Reason).ToListAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Restored_WhereSomethingElseCameInstead_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var restore = portal.Get<RestoreReviews>();
        Ok(await portal.Get<WithdrawReviews>().RunAsync(new ReviewChange([stage.PeerIds[0], stage.PeerIds[1], stage.ManagerId], "Worked apart"), stage.Hr, Stop));
        await using var db = portal.Open();
        var second = new Review(stage.CycleId, stage.ParticipantId, stage.Subject.Id, stage.Stranger.Id, Relationship.Manager);
        Ok(second.Withdraw());
        db.Reviews.AddRange(second, new Review(stage.CycleId, stage.ParticipantId, stage.Subject.Id, stage.Peers[0].Id, Relationship.CrossTeam));
        await db.SaveChangesAsync(Stop);

        // the same person in another role, and two manager reviews in one selection
        Assert.True((await restore.RunAsync(new ReviewChange([stage.PeerIds[0]], "By mistake"), stage.Hr, Stop)).Error.Is(NominationErrors.HasARole));
        Assert.True((await restore.RunAsync(new ReviewChange([stage.ManagerId, second.Id], "By mistake"), stage.Hr, Stop)).Error.Is(ReviewErrors.ManagerReviewExists));
        Assert.Equal(ReviewState.Withdrawn, (await stage.ReviewAsync(stage.ManagerId)).State);

        // a colleague who became the manager meanwhile
        await db.WriteAsync(() => db.Participants.Where(p => p.Id == stage.ParticipantId).ExecuteUpdateAsync(s => s.SetProperty(p => p.ManagerId, stage.Peers[1].Id), Stop), Stop);
        Assert.True((await restore.RunAsync(new ReviewChange([stage.PeerIds[1]], "By mistake"), stage.Hr, Stop)).Error.Is(NominationErrors.IsTheManager));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reassigned_ReviewKeepsTheDraftAndAsksTheOtherAfresh(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SaveAsync(stage.PeerIds[0], Actors.Of(stage.Peers[0]), ReviewStage.PeerAnswers);

        Ok(await portal.Get<ReassignReviews>().RunAsync(new ReviewChange([stage.PeerIds[0]], "On leave"), stage.Stranger.Id, stage.Hr, Stop));

        var old = await stage.ReviewAsync(stage.PeerIds[0]);
        Assert.Equal((ReviewState.Withdrawn, 2), (old.State, old.Answers.Count));
        await using var db = portal.Open();
        var asked = await db.Reviews.Include(r => r.Answers).SingleAsync(r => r.ReviewerId == stage.Stranger.Id, Stop);
        Assert.Equal((ReviewState.NotStarted, Relationship.Peer, 0), (asked.State, asked.Relationship, asked.Answers.Count));
        Assert.Equal(["Reviews.Asked"], await ToldAsync(portal, [stage.Stranger.Id]));
        Assert.Equal(["Reviews.Withdrawn"], await ToldAsync(portal, [stage.Peers[0].Id]));
        Assert.Empty(await ToldAsync(portal, stage.Subject.Id, stage.Manager.Id));
        var again = portal.Get<ReassignReviews>();
        foreach (var who in (int[])[stage.Subject.Id, stage.Manager.Id, stage.Peers[2].Id, stage.HrPerson.Id])
        {
            Assert.True((await again.RunAsync(new ReviewChange([stage.PeerIds[1]], "On leave"), who, stage.Hr, Stop)).Failed);
        }

        Assert.Equal(ReviewState.NotStarted, (await stage.ReviewAsync(stage.PeerIds[1])).State);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Change_OfManyOrByTwo_IsDoneWhollyOrNotAtAll(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SubmitAsync(stage.PeerIds[1], stage.Peers[1], ReviewStage.PeerAnswers);
        var (extend, queries) = (portal.Get<ExtendReviews>(), portal.Get<ReviewChangeQueries>());

        Assert.True((await extend.RunAsync(new ReviewChange(stage.PeerIds, "more time"), portal.Now.AddDays(9), stage.Hr, Stop)).Error.Is(ReviewErrors.AlreadySubmitted));
        Assert.Null((await stage.ReviewAsync(stage.PeerIds[0])).ClosesAt);

        var seen = await queries.PreviewAsync(new PreviewRequest(ReviewChangeKind.Extend, [stage.PeerIds[0]], portal.Now.AddDays(9)), stage.Hr, Stop);
        Ok(await extend.RunAsync(new ReviewChange([stage.PeerIds[0]], "first", seen.Stamp), portal.Now.AddDays(9), stage.Hr, Stop));
        Assert.True((await extend.RunAsync(new ReviewChange([stage.PeerIds[0]], "second", seen.Stamp), portal.Now.AddDays(10), stage.Hr, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
        Assert.Equal(portal.Now.AddDays(9), (await stage.ReviewAsync(stage.PeerIds[0])).ClosesAt);
    }

    [Fact]
    public async Task Change_ByAnybodyElseOrOnOnesOwnCaseOrWithoutReason_IsRefused()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await ReviewStage.SetAsync(portal);
        var withdraw = portal.Get<WithdrawReviews>();
        var change = new ReviewChange([stage.PeerIds[0]], "reason");
        foreach (var actor in (Actor[])[Actors.Of(stage.Manager), Actors.Of(stage.Peers[0]), Actors.Administrator])
        {
            Assert.True((await withdraw.RunAsync(change, actor, Stop)).Error.Is(ReviewErrors.NotAllowed));
            Assert.Empty(await portal.Get<ReviewChangeQueries>().OfParticipantAsync(stage.ParticipantId, actor, Stop));
        }

        Assert.True((await withdraw.RunAsync(change, Actors.Of(stage.Subject, Roles.Employee | Roles.HR), Stop)).Error.Is(ReviewErrors.OneCaseOnly));
        Assert.Empty(await portal.Get<ReviewChangeQueries>().OfParticipantAsync(stage.ParticipantId, Actors.Of(stage.Subject, Roles.Employee | Roles.HR), Stop));
        Assert.True((await withdraw.RunAsync(change, Actors.Of(stage.Peers[0], Roles.Employee | Roles.HR), Stop)).Error.Is(ReviewErrors.OwnReview));
        Assert.True((await withdraw.RunAsync(change, Actors.Of(stage.Manager, Roles.Employee | Roles.HR), Stop)).Error.Is(ReviewErrors.OwnTeam));
        Assert.True((await withdraw.RunAsync(change with { Reason = " " }, stage.Hr, Stop)).Error.Is(ReviewErrors.ReasonRequired));
        Assert.True((await withdraw.RunAsync(new ReviewChange([stage.SelfId], "reason"), stage.Hr, Stop)).Error.Is(ReviewErrors.SelfReviewStays));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Change_AfterRelease_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        foreach (var kind in PhaseRules.Rating)
        {
            await CloseAsync(portal, stage, kind);
        }

        await stage.ChangeCycleAsync(c => c.Release(Actors.Hr, portal.Now, inputsMissing: false));
        var change = new ReviewChange([stage.PeerIds[0]], "reason");

        Assert.True((await portal.Get<WithdrawReviews>().RunAsync(change, stage.Hr, Stop)).Error.Is(ReviewErrors.Released));
        Assert.True((await portal.Get<RestoreReviews>().RunAsync(change, stage.Hr, Stop)).Error.Is(ReviewErrors.Released));
        Assert.True((await portal.Get<ExtendReviews>().RunAsync(change, portal.Now.AddDays(1), stage.Hr, Stop)).Error.Is(ReviewErrors.Released));
        Assert.True((await portal.Get<ReassignReviews>().RunAsync(change, stage.Stranger.Id, stage.Hr, Stop)).Error.Is(ReviewErrors.Released));
    }

    internal static async Task CloseAsync(TestPortal portal, ReviewStage stage, PhaseKind kind) =>
        Ok(await portal.Get<MovePhase>().RunAsync(new PhaseMove(stage.CycleId, kind, false), Actors.Hr, Stop));

    internal static async Task<IReadOnlyList<string>> ToldAsync(TestPortal portal, params int[] employees)
    {
        await using var db = portal.Open();
        return await db.Notifications.Where(n => employees.Contains(n.EmployeeId)).OrderBy(n => n.Kind).Select(n => n.Kind).ToListAsync(Stop);
    }

    internal static void Ok(Result result) => Assert.True(result.Succeeded, string.Join(", ", result.Errors));

    private static async Task<IReadOnlyList<ReviewState>> StatesAsync(ReviewStage stage)
    {
        await using var db = stage.Portal.Open();
        return await db.Reviews.Where(r => r.Relationship == Relationship.Peer).OrderBy(r => r.Id).Select(r => r.State).ToListAsync(Stop);
    }
}
