using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Reviews.Compare;
using StarPortal.Web.Features.Reviews.Queue;

namespace StarPortal.Web.Tests.Reviews;

/// <summary>Own ratings side by side and the way from person to person: one's own, and nothing else.</summary>
public sealed class OwnRatingsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Compare_ShowsOwnDraftsAndNothingOfOthers(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SubmitSelfAsync();
        await stage.SaveAsync(stage.ManagerId, Actors.Of(stage.Manager), ReviewStage.ManagerAnswers);
        var queries = portal.Get<OwnRatingsQueries>();

        var own = (await queries.FindAsync(stage.CycleId, Relationship.Manager, Actors.Of(stage.Manager), Stop))!;

        Assert.Equal(["quality", "collaboration"], own.Columns.Select(c => c.Key));
        var row = Assert.Single(own.Rows);
        Assert.Equal([3, 5], own.Columns.Select(c => row.To(c.Key)!.Rating!.Value));
        Assert.Equal(new RatingSpread(2, 4m, 1m), row.Spread);
        Assert.All(row.Answers, a => Assert.Equal("", a.Text));
        Assert.Null(await queries.FindAsync(stage.CycleId, Relationship.Manager, Actors.Of(stage.Subject), Stop));
        Assert.Null(await queries.FindAsync(stage.CycleId, Relationship.Manager, stage.Hr, Stop));
        Assert.Null(await queries.FindAsync(stage.CycleId, Relationship.Manager, Actors.Of(stage.Stranger), Stop));
        Assert.Null(await queries.FindAsync(stage.CycleId + 1, Relationship.Manager, Actors.Of(stage.Manager), Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Compare_OfAPeer_HasOnlyThatPeersRatings(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SubmitAsync(stage.PeerIds[0], stage.Peers[0], ReviewStage.PeerAnswers);

        var own = (await portal.Get<OwnRatingsQueries>().FindAsync(stage.CycleId, Relationship.Peer, Actors.Of(stage.Peers[1]), Stop))!;

        Assert.Equal([stage.PeerIds[1]], own.Rows.Select(r => r.ReviewId));
        Assert.Empty(own.Rows[0].Ratings);
        Assert.Null(own.Overall);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Queue_HoldsWhatIsStillOpenAndTheOneOnTheScreen(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var queues = portal.Get<ReviewQueueQueries>();
        var manager = Actors.Of(stage.Manager);
        var second = await stage.AddManagerReviewAsync("Zoë");
        var third = await stage.AddManagerReviewAsync("Adam");

        var order = (await queues.FindAsync(stage.ManagerId, manager, Stop))!.People.Select(p => p.ReviewId).ToList();
        Assert.Equivalent(new[] { third, second, stage.ManagerId }, order);
        var middle = (await queues.FindAsync(order[1], manager, Stop))!;
        Assert.Equal((2, order[0], order[2]), (middle.Place, middle.Previous!.ReviewId, middle.Next!.ReviewId));

        await stage.SubmitSelfAsync();
        await stage.SubmitManagerAsync();
        Assert.DoesNotContain((await queues.FindAsync(second, manager, Stop))!.People, p => p.ReviewId == stage.ManagerId);
        Assert.Contains((await queues.FindAsync(stage.ManagerId, manager, Stop))!.People, p => p.ReviewId == stage.ManagerId);
        Assert.Null(await queues.FindAsync(second, Actors.Of(stage.Stranger), Stop));
        Assert.Null(await queues.FindAsync(second, stage.Hr, Stop));
    }
}
