using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Reviews;
using StarPortal.Web.Features.Reviews.Changes;
using StarPortal.Web.Features.Reviews.ControlRoom;
using StarPortal.Web.Features.Reviews.ControlRoom.Lists;
using StarPortal.Web.Features.Reviews.ControlRoom.People;

namespace StarPortal.Web.Tests.Reviews.ControlRoom;

public sealed class ParticipantPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task History_HoldsWhatHappenedInItsOrder_WithReasonsAndLooks(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        var (portal, subject) = (stage.Portal, stage.AnnsTeam[0]);
        var person = await stage.ParticipantAsync(subject);
        portal.Clock.Advance(TimeSpan.FromHours(1));
        await stage.SetAsync(subject, subject, ReviewState.Draft);
        portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await portal.Get<DeclineReview>().RunAsync(new DeclineReviewCommand(await stage.ReviewAsync(stage.AnnsTeam[1], subject), "We never work together."), Actors.Of(stage.AnnsTeam[1]), Stop)).Succeeded);
        portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await portal.Get<UnlockManagerReview>().RunAsync(person.Id, "Long illness", Actors.Hr, Stop)).Succeeded);
        portal.Clock.Advance(TimeSpan.FromHours(1));
        await stage.SetAsync(stage.Ann, subject, ReviewState.Submitted);
        portal.Clock.Advance(TimeSpan.FromHours(1));
        await portal.Get<RecordParticipantLook>().RunAsync(person.Id, subject.Id, Actors.Hr, Stop);

        var lines = await portal.Get<HistoryQueries>().OfAsync(stage.CycleId, person.Id, Actors.Hr, Stop);

        Assert.Equal(
            [HistoryQueries.Launched, HistoryQueries.Saved, HistoryQueries.Declined, "Cycles.ManagerReviewUnlocked", HistoryQueries.Submitted, "Reviews.ParticipantViewed"],
            lines.Select(l => l.Action));
        Assert.Equal((Relationship.Peer, stage.AnnsTeam[1].Name, "We never work together."), (lines[2].Relationship, lines[2].Reviewer, lines[2].Reason));
        Assert.Equal(("Long illness", Actors.Hr.Name), (lines[3].Reason, lines[3].By));
        Assert.Equal((Relationship.Manager, stage.Ann.Name), (lines[4].Relationship, lines[4].Reviewer));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Page_OfOnesOwnCaseOrForOthersThanHr_IsNotThere(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        var (own, other) = (await stage.ParticipantAsync(stage.Helen), await stage.ParticipantAsync(stage.AnnsTeam[0]));
        var (heads, histories) = (stage.Portal.Get<ParticipantQueries>(), stage.Portal.Get<HistoryQueries>());

        Assert.Null(await heads.FindAsync(stage.CycleId, own.Id, stage.Hr, Stop));
        Assert.Empty(await histories.OfAsync(stage.CycleId, own.Id, stage.Hr, Stop));
        Assert.Null(await heads.FindAsync(stage.CycleId + 1, other.Id, stage.Hr, Stop));
        Assert.NotNull(await heads.FindAsync(stage.CycleId, other.Id, stage.Hr, Stop));
        foreach (var actor in (Actor[])[Actors.Of(stage.Ann), Actors.Of(stage.AnnsTeam[0]), Actors.Administrator])
        {
            Assert.Null(await heads.FindAsync(stage.CycleId, other.Id, actor, Stop));
            Assert.Empty(await histories.OfAsync(stage.CycleId, other.Id, actor, Stop));
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task ManagerInHr_LearnsNothingOfWhoInAGroupHandedIn(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        var subject = stage.AnnsTeam[0];
        var person = await stage.ParticipantAsync(subject);
        await stage.SetAsync(stage.AnnsTeam[1], subject, ReviewState.Submitted);

        Assert.True(await SeesPeersAsync(stage.Hr));
        Assert.False(await SeesPeersAsync(Actors.Of(stage.Ann, Roles.Employee | Roles.HR)));

        async Task<bool> SeesPeersAsync(Actor actor)
        {
            var cycle = (await stage.Portal.Get<RoomCycles>().FindAsync(stage.CycleId, actor, Stop))!;
            bool[] seen =
            [
                (await stage.Portal.Get<ParticipantQueries>().FindAsync(stage.CycleId, person.Id, actor, Stop))!.Reviews.Any(r => r.Relationship == Relationship.Peer),
                (await stage.Portal.Get<HistoryQueries>().OfAsync(stage.CycleId, person.Id, actor, Stop)).Any(l => l.Relationship == Relationship.Peer),
                (await stage.Portal.Get<ReviewChangeQueries>().OfParticipantAsync(person.Id, actor, Stop)).Any(r => r.Relationship == Relationship.Peer),
                (await stage.Portal.Get<ReviewList>().AllAsync(cycle, new RoomFilter { State = RoomState.All }, actor, Stop)).Any(r => r.ParticipantId == person.Id && r.Relationship == Relationship.Peer),
            ];
            return Assert.Single(seen.Distinct());
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Unlock_IsOfferedOnlyWhileTheManagerWaits(Provider provider)
    {
        await using var stage = await RoomStage.CreateAsync(provider);
        var queries = stage.Portal.Get<UnlockQueries>();
        var (waiting, done) = (await stage.ParticipantAsync(stage.AnnsTeam[0]), await stage.ParticipantAsync(stage.AnnsTeam[1]));
        await stage.SetAsync(stage.AnnsTeam[1], stage.AnnsTeam[1], ReviewState.Submitted);

        Assert.True((await queries.FindAsync(waiting.Id, stage.Hr, Stop))!.CanUnlock);
        Assert.Null(await queries.FindAsync(done.Id, stage.Hr, Stop));
        Assert.Null(await queries.FindAsync(waiting.Id, Actors.Of(stage.Ann), Stop));
        Assert.Null(await queries.FindAsync((await stage.ParticipantAsync(stage.Helen)).Id, stage.Hr, Stop));
    }
}
