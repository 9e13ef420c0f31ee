using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Reviews;
using StarPortal.Web.Features.Reviews.Nominations;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Tests.Reviews.Nominations;

/// <summary>Employees propose, managers decide, and everybody learns only what is theirs to know.</summary>
public sealed class NominationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Propose_ByTheRules_WaitsForTheManager(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await NominationStage.SetAsync(portal);

        Assert.True((await stage.ProposeAsync(stage.Others[0])).Succeeded);
        Assert.True((await stage.ProposeAsync(stage.Others[0])).Error.Is(NominationErrors.AlreadyProposed));
        Assert.True((await stage.ProposeAsync(stage.Mona)).Error.Is(NominationErrors.IsTheManager));
        Assert.True((await stage.ProposeAsync(stage.Emma)).Error.Is(NominationErrors.OwnReviewer));
        Assert.True((await stage.ProposeAsync(stage.Olga, Relationship.CrossTeam)).Error.Is(NominationErrors.ChosenByOthers));
        Assert.True((await stage.ProposeAsync(stage.Others[1], by: Actors.Of(stage.Eric))).Error.Is(SharedErrors.NotAllowed));
        Assert.True((await stage.ProposeAsync(stage.Others[1], by: Actors.Of(stage.Mona))).Error.Is(SharedErrors.NotAllowed));
        Assert.True((await stage.ProposeAsync(stage.Others[1])).Succeeded);
        Assert.True((await stage.ProposeAsync(stage.Others[2])).Succeeded);
        Assert.True((await stage.ProposeAsync(stage.Others[3])).Error.Is(NominationErrors.GroupFull));

        Assert.Null(await stage.ReviewAsync(stage.EmmaIn, stage.Others[0]));
        Assert.Empty(await stage.ToldAsync());
        var inbox = await portal.Get<IEnumerable<IInboxSource>>().OfType<NominationInbox>().Single().ForAsync(Actors.Of(stage.Mona), Stop);
        Assert.Equal("/reviews/team/nominations", inbox.Single(i => i.Title.StartsWith('3')).Href);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Propose_PhaseNotOpen_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await NominationStage.SetAsync(portal);
        await stage.MoveAsync(PhaseKind.Nomination, false);

        Assert.True((await stage.ProposeAsync(stage.Others[0])).Error.Is(NominationErrors.NotTimeToPropose));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Approve_ByManager_MakesTheReviewAndTellsOnlyTheReviewerOnceThePhaseOpens(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await NominationStage.SetAsync(portal);
        var first = await stage.ProposedAsync(stage.Others[0]);
        var second = await stage.ProposedAsync(stage.Others[1]);

        Assert.True((await stage.ApproveAsync(Actors.Of(stage.Otto), first)).Error.Is(SharedErrors.NotAllowed));
        Assert.True((await stage.ApproveAsync(Actors.Of(stage.Emma), first)).Error.Is(SharedErrors.NotAllowed));
        Assert.True((await stage.ApproveAsync(Actors.Administrator, first)).Error.Is(SharedErrors.NotAllowed));
        Assert.True((await stage.ApproveAsync(Actors.Of(stage.Mona), first, second)).Succeeded);
        Assert.True((await stage.ApproveAsync(Actors.Of(stage.Mona), first)).Error.Is(NominationErrors.WasApproved));

        Assert.Equal(Relationship.Peer, (await stage.ReviewAsync(stage.EmmaIn, stage.Others[0]))!.Relationship);
        Assert.Empty(await stage.ToldAsync());
        await stage.MoveAsync(PhaseKind.Nomination, false);
        await stage.MoveAsync(PhaseKind.PeerReview, true);
        Assert.Equal([("Cycles.ReviewsOpen", stage.Others[0].Id), ("Cycles.ReviewsOpen", stage.Others[1].Id)], (await stage.ToldAsync()).OrderBy(t => t.EmployeeId));

        Assert.True((await stage.AddAsync(Actors.Of(stage.Mona), stage.EmmaIn, stage.Others[2], Relationship.Peer)).Succeeded);
        Assert.Equal(("Reviews.Asked", stage.Others[2].Id), (await stage.ToldAsync())[^1]);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Approve_SomebodyWhoReviewsAlready_ChangesNothingAndTellsTheParticipantNothing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await NominationStage.SetAsync(portal);
        Assert.True((await stage.AddAsync(stage.Hr, stage.EmmaIn, stage.Others[0], Relationship.Peer)).Succeeded);
        Assert.True((await stage.AddAsync(stage.Hr, stage.EmmaIn, stage.Others[1], Relationship.Peer)).Succeeded);
        Assert.Empty((await MineAsync(stage)).Groups.Single().Proposals);

        Assert.True((await stage.ProposeAsync(stage.Others[2])).Succeeded);
        Assert.True((await stage.ProposeAsync(stage.Others[3])).Succeeded);
        var suggested = await portal.Get<CandidateQueries>().SearchAsync(stage.EmmaIn, Relationship.Peer, "pi", Actors.Of(stage.Emma), Stop);
        Assert.Equal(["Pia"], suggested.Select(s => s.Name));
        Assert.All(suggested, s => Assert.Null(s.Load));

        // two were chosen by HR: one place is left
        Assert.True((await stage.ApproveAsync(Actors.Of(stage.Mona), (await stage.NominationAsync(stage.EmmaIn, stage.Others[2]))!)).Succeeded);
        Assert.True((await stage.ApproveAsync(Actors.Of(stage.Mona), (await stage.NominationAsync(stage.EmmaIn, stage.Others[3]))!)).Error.Is(NominationErrors.GroupFull));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Reject_WithReplacement_TellsTheParticipantAndAsksTheOther(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await NominationStage.SetAsync(portal);
        var proposal = await stage.ProposedAsync(stage.Others[0]);
        var reject = portal.Get<RejectNomination>();

        Assert.True((await reject.RunAsync(new RejectNominationCommand(proposal.Id, proposal.Version, " "), Actors.Of(stage.Mona), Stop)).Error.Is(SharedErrors.ReasonRequired));
        Assert.True((await reject.RunAsync(new RejectNominationCommand(proposal.Id, proposal.Version, "no"), Actors.Of(stage.Otto), Stop)).Error.Is(SharedErrors.NotAllowed));
        // the one chosen instead cannot review: nothing at all is done
        Assert.True((await reject.RunAsync(new RejectNominationCommand(proposal.Id, proposal.Version, "no", stage.Emma.Id), Actors.Of(stage.Mona), Stop)).Error.Is(NominationErrors.OwnReviewer));
        Assert.Equal(NominationState.Proposed, (await stage.NominationAsync(stage.EmmaIn, stage.Others[0]))!.State);
        Assert.True((await reject.RunAsync(new RejectNominationCommand(proposal.Id, proposal.Version, "You hardly work together.", stage.Others[1].Id), Actors.Of(stage.Mona), Stop)).Succeeded);

        Assert.Equal([("Reviews.ProposalRejected", stage.Emma.Id)], await stage.ToldAsync());
        Assert.NotNull(await stage.ReviewAsync(stage.EmmaIn, stage.Others[1]));
        Assert.Null(await stage.ReviewAsync(stage.EmmaIn, stage.Others[0]));
        var shown = Assert.Single((await MineAsync(stage)).Groups.Single().Proposals);
        Assert.Equal((NominationState.Rejected, "You hardly work together."), (shown.State, shown.Reason));
        Assert.True((await stage.ProposeAsync(stage.Others[0])).Error.Is(NominationErrors.WasRejected));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Decline_ManagerIsToldAndReplaces_ParticipantSeesNoDifference(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await NominationStage.SetAsync(portal);
        await stage.ApproveAsync(Actors.Of(stage.Mona), await stage.ProposedAsync(stage.Others[0]), await stage.ProposedAsync(stage.Others[1]));
        await stage.MoveAsync(PhaseKind.Nomination, false);
        await stage.MoveAsync(PhaseKind.PeerReview, true);
        var before = await MineAsync(stage);
        var review = (await stage.ReviewAsync(stage.EmmaIn, stage.Others[0]))!;

        Assert.True((await portal.Get<DeclineReview>().RunAsync(new DeclineReviewCommand(review.Id, "I was away."), Actors.Of(stage.Others[0]), Stop)).Succeeded);

        Assert.Equal([("Reviews.Declined", stage.Mona.Id)], (await stage.ToldAsync()).Where(t => t.Kind == "Reviews.Declined"));
        var declined = Assert.Single((await TeamAsync(stage)).People.Single(p => p.Name == "Emma").Declined);
        Assert.Equal(("Pia", "I was away.", null), (declined.Name, declined.Reason, declined.ReplacedBy));
        var inbox = await portal.Get<IEnumerable<IInboxSource>>().OfType<NominationInbox>().Single().ForAsync(Actors.Of(stage.Mona), Stop);
        Assert.Single(inbox);
        Assert.Equivalent(before, await MineAsync(stage), strict: true);

        Assert.True((await stage.AddAsync(Actors.Of(stage.Mona), stage.EmmaIn, stage.Others[0], Relationship.Peer, replaces: review.Id)).Error.Is(NominationErrors.HasDeclined));
        Assert.True((await stage.AddAsync(Actors.Of(stage.Mona), stage.EmmaIn, stage.Others[2], Relationship.Peer, replaces: review.Id)).Succeeded);
        Assert.True((await stage.AddAsync(Actors.Of(stage.Mona), stage.EmmaIn, stage.Others[3], Relationship.Peer, replaces: review.Id)).Error.Is(NominationErrors.AlreadyReplaced));
        Assert.Equal("Petra", Assert.Single((await TeamAsync(stage)).People.Single(p => p.Name == "Emma").Declined).ReplacedBy);
        Assert.Equivalent(before, await MineAsync(stage), strict: true);
        Assert.DoesNotContain(await stage.ToldAsync(), t => t.EmployeeId == stage.Emma.Id);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task ClosingThePhase_ApprovesWhatFits_AlsoBelowTheMinimum_Once(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await NominationStage.SetAsync(portal);
        Assert.True((await stage.AddAsync(stage.Hr, stage.EmmaIn, stage.Others[3], Relationship.Peer)).Succeeded);
        Assert.True((await stage.AddAsync(stage.Hr, stage.EmmaIn, stage.Olga, Relationship.Peer)).Succeeded);
        await stage.ProposedAsync(stage.Others[0]);
        portal.Clock.Set(portal.Now.AddMinutes(1));
        await stage.ProposedAsync(stage.Others[1]);
        Assert.True((await portal.Get<ProposeReviewer>().RunAsync(new ProposeReviewerCommand(stage.EricIn, stage.Others[2].Id, Relationship.Peer), Actors.Of(stage.Eric), Stop)).Succeeded);

        await stage.MoveAsync(PhaseKind.Nomination, false);

        var first = (await stage.NominationAsync(stage.EmmaIn, stage.Others[0]))!;
        Assert.Equal((NominationState.Approved, true, null), (first.State, first.ApprovedAutomatically, first.DecidedById));
        Assert.NotNull(await stage.ReviewAsync(stage.EmmaIn, stage.Others[0]));
        // the group was full by then
        Assert.Equal(NominationState.Rejected, (await stage.NominationAsync(stage.EmmaIn, stage.Others[1]))!.State);
        Assert.Null(await stage.ReviewAsync(stage.EmmaIn, stage.Others[1]));
        Assert.NotNull(await stage.ReviewAsync(stage.EricIn, stage.Others[2]));
        var below = await portal.Get<NominationOverviewQueries>().RowsAsync(
            stage.CycleId, new NominationFilter(Relationship.Peer, NominationView.BelowMinimum, "eric"), new SortBy("name", false), 1, stage.Hr, Stop);
        Assert.Equal(("Eric", 1), (Assert.Single(below.Rows).Name, below.Rows[0].Reviewers));

        await stage.MoveAsync(PhaseKind.Nomination, true);
        await stage.MoveAsync(PhaseKind.Nomination, false);
        await using var db = portal.Open();
        Assert.Equal(4, await db.Reviews.CountAsync(r => r.Relationship == Relationship.Peer, Stop));
        Assert.Equal(2, await db.Nominations.CountAsync(n => n.ApprovedAutomatically, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task BothWays_OtherManager_IsAskedAboutTheOtherDirection(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await NominationStage.SetAsync(portal);

        Assert.True((await stage.AddAsync(Actors.Of(stage.Mona), stage.EmmaIn, stage.Olga, Relationship.CrossTeam, bothWays: true)).Succeeded);

        Assert.Equal(Relationship.CrossTeam, (await stage.ReviewAsync(stage.EmmaIn, stage.Olga))!.Relationship);
        Assert.Null(await stage.ReviewAsync(stage.OlgaIn, stage.Emma));
        Assert.Equal([("Reviews.ReviewerProposed", stage.Otto.Id)], await stage.ToldAsync());
        var back = (await stage.NominationAsync(stage.OlgaIn, stage.Emma))!;
        Assert.True((await stage.ApproveAsync(Actors.Of(stage.Mona), back)).Error.Is(SharedErrors.NotAllowed));
        Assert.True((await stage.ApproveAsync(Actors.Of(stage.Otto), back)).Succeeded);
        Assert.NotNull(await stage.ReviewAsync(stage.OlgaIn, stage.Emma));
        // the participant proposed nothing and sees nothing
        Assert.DoesNotContain(await portal.Get<MyNominationQueries>().ForAsync(Actors.Of(stage.Olga), Stop), c => c.Groups.Any(g => g.Proposals.Count > 0));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task BothWays_ByHr_MakesBothAtOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await NominationStage.SetAsync(portal);

        Assert.True((await stage.AddAsync(stage.Hr, stage.EmmaIn, stage.Olga, Relationship.CrossTeam, bothWays: true)).Succeeded);

        Assert.NotNull(await stage.ReviewAsync(stage.EmmaIn, stage.Olga));
        Assert.NotNull(await stage.ReviewAsync(stage.OlgaIn, stage.Emma));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task ApproveAndWithdraw_AtOnce_OneOutcome(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await NominationStage.SetAsync(portal);
        for (var i = 0; i < 3; i++)
        {
            var proposal = await stage.ProposedAsync(stage.Others[i]);
            var both = await Task.WhenAll(
                Task.Run(() => stage.ApproveAsync(Actors.Of(stage.Mona), proposal), Stop),
                Task.Run(() => portal.Get<WithdrawProposal>().RunAsync(proposal.Id, Actors.Of(stage.Emma), Stop), Stop));

            Assert.Single(both, r => r.Succeeded);
            var lost = both.Single(r => r.Failed).Error;
            Assert.True(lost.Is(NominationErrors.WasApproved) || lost.Is(NominationErrors.WasWithdrawn) || lost.Is(SharedErrors.ChangedElsewhere), lost.ToString());
            Assert.Equal(both[0].Succeeded, await stage.ReviewAsync(stage.EmmaIn, stage.Others[i]) is not null);
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task SameReviewer_AddedByManagerAndHrAtOnce_IsAddedOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await NominationStage.SetAsync(portal);
        for (var i = 0; i < 3; i++)
        {
            var both = await Task.WhenAll(
                Task.Run(() => stage.AddAsync(Actors.Of(stage.Mona), stage.EmmaIn, stage.Others[i], Relationship.Peer), Stop),
                Task.Run(() => stage.AddAsync(stage.Hr, stage.EmmaIn, stage.Others[i], Relationship.Peer), Stop));

            Assert.Single(both, r => r.Succeeded);
            Assert.True(both.Single(r => r.Failed).Error.Is(NominationErrors.HasARole));
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Approve_WhileThePhaseCloses_EndsInOneReview(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await NominationStage.SetAsync(portal);
        var proposal = await stage.ProposedAsync(stage.Others[0]);

        var closing = Task.Run(() => stage.MoveAsync(PhaseKind.Nomination, false), Stop);
        var approved = await Task.Run(() => stage.ApproveAsync(Actors.Of(stage.Mona), proposal), Stop);
        await closing;

        var after = (await stage.NominationAsync(stage.EmmaIn, stage.Others[0]))!;
        Assert.Equal((NominationState.Approved, !approved.Succeeded), (after.State, after.ApprovedAutomatically));
        Assert.NotNull(await stage.ReviewAsync(stage.EmmaIn, stage.Others[0]));
    }

    [Fact]
    public async Task Load_CountsTheSameBeforeAndAfterHandingIn()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await NominationStage.SetAsync(portal);
        await stage.AddAsync(stage.Hr, stage.EmmaIn, stage.Others[0], Relationship.Peer);
        await stage.MoveAsync(PhaseKind.Nomination, false);
        await stage.MoveAsync(PhaseKind.PeerReview, true);
        var before = await LoadAsync();

        await using (var db = portal.Open())
        {
            await db.WriteAsync(() => db.Reviews.Where(r => r.ReviewerId == stage.Others[0].Id && r.Relationship == Relationship.Peer).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.Submitted), Stop), Stop);
        }

        Assert.Equal((2, 2), (before, await LoadAsync()));

        async Task<int> LoadAsync() => (await TeamAsync(stage)).People.Single(p => p.Name == "Emma").Reviewers.Single().Load;
    }

    [Fact]
    public async Task Suggestions_SayWhy()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await NominationStage.SetAsync(portal);

        var found = await portal.Get<CandidateQueries>().SuggestAsync(stage.EmmaIn, Relationship.Peer, Actors.Of(stage.Emma), Stop);

        Assert.Equal([SuggestionReason.SameManager, SuggestionReason.SameDepartment], found[0].Reasons);
        Assert.Equal("Eric", found[0].Name);
        Assert.DoesNotContain(found, f => f.Name is "Mona" or "Emma" or "Olga");
        Assert.Empty(await portal.Get<CandidateQueries>().SuggestAsync(stage.EmmaIn, Relationship.Peer, Actors.Of(stage.Otto), Stop));
    }

    [Fact]
    public async Task Suggestions_DoNotTellManagersWhomSomebodyReviewed()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await NominationStage.SetAsync(portal);
        await using (var db = portal.Open())
        {
            var eric = await db.Participants.SingleAsync(p => p.Name == "Eric", Stop);
            var earlier = new Review(stage.CycleId + 1, eric.Id, eric.EmployeeId, stage.Emma.Id, Relationship.Peer);
            db.Reviews.Add(earlier);
            await db.SaveChangesAsync(Stop);
            await db.WriteAsync(() => db.Reviews.Where(r => r.Id == earlier.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.Submitted), Stop), Stop);
        }

        Assert.Contains(SuggestionReason.ReviewedBefore, await ReasonsAsync(stage.Emma));
        Assert.DoesNotContain(SuggestionReason.ReviewedBefore, await ReasonsAsync(stage.Mona));

        async Task<IReadOnlyList<SuggestionReason>> ReasonsAsync(Employee who) =>
            (await portal.Get<CandidateQueries>().SuggestAsync(stage.EmmaIn, Relationship.Peer, Actors.Of(who), Stop)).Single(c => c.Name == "Eric").Reasons;
    }

    private static async Task<MyNominations> MineAsync(NominationStage stage) =>
        Assert.Single(await stage.Portal.Get<MyNominationQueries>().ForAsync(Actors.Of(stage.Emma), Stop));

    private static async Task<TeamNominations> TeamAsync(NominationStage stage) =>
        Assert.Single(await stage.Portal.Get<TeamNominationQueries>().ForAsync(Actors.Of(stage.Mona), Stop));
}
