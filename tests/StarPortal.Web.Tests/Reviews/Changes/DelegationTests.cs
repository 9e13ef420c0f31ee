using Microsoft.EntityFrameworkCore;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Reviews;
using StarPortal.Web.Features.Reviews.Delegations;

namespace StarPortal.Web.Tests.Reviews.Changes;

public sealed class DelegationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Accepted_DelegationLetsTheOtherWriteOnItsDaysOnly(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await AccountAsync(portal, stage.Stranger);
        var (reviewer, other) = (Actors.Of(stage.Peers[0]), Actors.Of(stage.Stranger));
        var today = DateOnly.FromDateTime(portal.Now);
        ReviewChangesTests.Ok(await portal.Get<ProposeDelegation>().RunAsync(new DelegationWish(stage.Stranger.Id, null, today, today.AddDays(1), "Holiday"), reviewer, Stop));
        Assert.Null(await stage.FindAsync(stage.PeerIds[0], other));

        var row = Assert.Single(await portal.Get<DelegationQueries>().WaitingAsync(other, Stop));
        ReviewChangesTests.Ok(await portal.Get<AnswerDelegation>().AcceptAsync(row.Id, row.Version, other, Stop));
        Assert.True((await portal.Get<AnswerDelegation>().DeclineAsync(row.Id, row.Version, "no", other, Stop)).Error.Is(SharedErrors.ChangedElsewhere));

        var view = (await stage.FindAsync(stage.PeerIds[0], other))!;
        Assert.Equal((true, true, false, stage.Peers[0].Name), (view.OnBehalf, view.CanEdit, view.CanDecline, view.ReviewerName));
        Assert.Equal(stage.Peers[0].Name, Assert.Single(await portal.Get<MyReviewQueries>().MineAsync(other, true, Stop)).OnBehalfOf);
        Assert.Null(await stage.FindAsync(stage.PeerIds[1], other));
        await stage.SubmitAsync(stage.PeerIds[0], stage.Stranger, ReviewStage.PeerAnswers);
        var review = await stage.ReviewAsync(stage.PeerIds[0]);
        Assert.Equal((stage.Peers[0].Id, stage.Stranger.Id), (review.ReviewerId, review.SubmittedById));
        Assert.Equal(2, (await stage.FindAsync(stage.PeerIds[0], reviewer))!.Answers.Count);

        portal.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Null(await stage.FindAsync(stage.PeerIds[0], other));
        Assert.Equal(["Reviews.DelegationProposed"], await ReviewChangesTests.ToldAsync(portal, stage.Stranger.Id));
        Assert.Equal(["Reviews.DelegationAccepted"], await ReviewChangesTests.ToldAsync(portal, stage.Peers[0].Id));
        Assert.Empty(await ReviewChangesTests.ToldAsync(portal, stage.Subject.Id, stage.Manager.Id));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Delegation_NeverHandsOverWhatTheOtherMustNotJudge(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        foreach (var person in (Employee[])[stage.Peers[1], stage.Subject])
        {
            await AccountAsync(portal, person);
        }

        var today = DateOnly.FromDateTime(portal.Now);
        // another reviewer of the same person, and the one reviewed
        await GiveAsync(portal, stage.Peers[0], stage.Peers[1], today);
        await GiveAsync(portal, stage.Manager, stage.Subject, today);

        Assert.Null(await stage.FindAsync(stage.PeerIds[0], Actors.Of(stage.Peers[1])));
        Assert.Null(await stage.FindAsync(stage.ManagerId, Actors.Of(stage.Subject)));
        Assert.True((await stage.SaveAsync(stage.PeerIds[0], Actors.Of(stage.Peers[1]), ReviewStage.PeerAnswers)).Error.Is(ReviewErrors.NotAllowed));
        var preview = await portal.Get<DelegationQueries>().PreviewAsync(new DelegationWish(stage.Peers[1].Id, null, today.AddDays(30), today.AddDays(31), ""), Actors.Of(stage.Peers[0]), Stop);
        Assert.Equal((0, 1), (preview.Handed, preview.Kept[NotDelegated.DelegateReviews]));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task ManagersDelegate_SeesTheSelfReviewByTheManagersRuleAndNoSooner(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await AccountAsync(portal, stage.Stranger);
        await stage.SubmitSelfAsync();
        await GiveAsync(portal, stage.Manager, stage.Stranger, DateOnly.FromDateTime(portal.Now));
        var other = Actors.Of(stage.Stranger);

        Assert.Null((await stage.FindAsync(stage.ManagerId, other))!.SelfReview);
        Assert.Null(await stage.FindAsync(stage.SelfId, other));
        await stage.SubmitAsync(stage.ManagerId, stage.Stranger, ReviewStage.ManagerAnswers);
        Assert.NotNull((await stage.FindAsync(stage.ManagerId, other))!.SelfReview);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Proposals_AtTheSameTime_LeaveOne(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await AccountAsync(portal, stage.Stranger);
        await AccountAsync(portal, stage.HrPerson);
        var today = DateOnly.FromDateTime(portal.Now);
        var wishes = new[] { stage.Stranger.Id, stage.HrPerson.Id }.Select(id => new DelegationWish(id, null, today, today.AddDays(2), "Holiday"));

        var results = await Task.WhenAll(wishes.Select(w => Task.Run(() => portal.Get<ProposeDelegation>().RunAsync(w, Actors.Of(stage.Peers[0]), Stop))));

        Assert.Single(results, r => r.Succeeded);
        Assert.Single(results, r => r.Failed && r.Error.Is(DelegationErrors.Overlaps));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Ended_DelegationStopsTheOtherAtOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await AccountAsync(portal, stage.Stranger);
        await GiveAsync(portal, stage.Peers[0], stage.Stranger, DateOnly.FromDateTime(portal.Now));
        await stage.SaveAsync(stage.PeerIds[0], Actors.Of(stage.Stranger), ReviewStage.PeerAnswers);
        var row = Assert.Single(await portal.Get<DelegationQueries>().OfCycleAsync(stage.CycleId, stage.Hr, Stop));
        Assert.Empty(await portal.Get<DelegationQueries>().OfCycleAsync(stage.CycleId, Actors.Of(stage.Manager), Stop));
        Assert.True((await portal.Get<AnswerDelegation>().EndAsync(row.Id, row.Version, "x", Actors.Of(stage.Manager), Stop)).Error.Is(DelegationErrors.NotAllowed));

        ReviewChangesTests.Ok(await portal.Get<AnswerDelegation>().EndAsync(row.Id, row.Version, "Back early", Actors.Of(stage.Peers[0]), Stop));

        Assert.True((await stage.SaveAsync(stage.PeerIds[0], Actors.Of(stage.Stranger), ReviewStage.PeerAnswers)).Error.Is(ReviewErrors.NotAllowed));
        Assert.Equal(2, (await stage.FindAsync(stage.PeerIds[0], Actors.Of(stage.Peers[0])))!.Answers.Count);
    }

    private static async Task GiveAsync(TestPortal portal, Employee from, Employee to, DateOnly today)
    {
        ReviewChangesTests.Ok(await portal.Get<ProposeDelegation>().RunAsync(new DelegationWish(to.Id, null, today, today.AddDays(2), "Holiday"), Actors.Of(from), Stop));
        var row = Assert.Single(await portal.Get<DelegationQueries>().WaitingAsync(Actors.Of(to), Stop));
        ReviewChangesTests.Ok(await portal.Get<AnswerDelegation>().AcceptAsync(row.Id, row.Version, Actors.Of(to), Stop));
    }

    private static async Task AccountAsync(TestPortal portal, Employee person)
    {
        await using var db = portal.Open();
        db.Users.Add(Account.ForEmployee(person));
        await db.SaveChangesAsync(Stop);
    }
}
