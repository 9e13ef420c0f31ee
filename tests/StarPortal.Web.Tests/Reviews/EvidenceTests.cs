using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Tests.Reviews;

/// <summary>What stands beside a form, asked of every source of the program.</summary>
public sealed class EvidenceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task PreviousManagersReview_IsShownToTheNewManagerAndToNobodyElse(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SubmitSelfAsync();
        await stage.SubmitManagerAsync();
        var next = await portal.AddEmployeeAsync("Nora Next");
        var handedOver = await HandOverAsync(stage, next.Id);

        var pieces = await AskAsync(stage, handedOver, Actors.Of(next), Relationship.Manager, next.Id);

        var piece = Assert.Single(pieces, p => p.Title == "Mona Manager");
        Assert.Contains("Right, but late.", piece.Text, StringComparison.Ordinal);
        Assert.Contains("3", piece.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await AskAsync(stage, stage.SelfId, Actors.Of(stage.Subject), Relationship.Self, stage.Subject.Id), p => p.Text.Contains("Right, but late.", StringComparison.Ordinal));
        Assert.DoesNotContain(await AskAsync(stage, stage.PeerIds[0], Actors.Of(stage.Peers[0]), Relationship.Peer, stage.Peers[0].Id), p => p.Text.Contains("Right, but late.", StringComparison.Ordinal));
        // nor to somebody who only claims to be the manager
        Assert.DoesNotContain(await AskAsync(stage, stage.PeerIds[0], Actors.Of(stage.Peers[0]), Relationship.Manager, stage.Peers[0].Id), p => p.Text.Contains("Right, but late.", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Peer_IsShownNeitherGoalsNorResultsNorOthersNotes(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        await stage.SubmitSelfAsync();

        Assert.Empty(await AskAsync(stage, stage.PeerIds[0], Actors.Of(stage.Peers[0]), Relationship.Peer, stage.Peers[0].Id));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task View_TellsTheFormWhatItNeedsForTheEvidence(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);

        var view = (await stage.FindAsync(stage.ManagerId, Actors.Of(stage.Manager)))!;

        Assert.Equal((stage.CycleId, stage.ParticipantId, stage.Manager.Id, new DateOnly(2026, 10, 1), true), (view.CycleId, view.ParticipantId, view.ReviewerId, view.PeriodStart, view.ExtremesNeedComment));
    }

    private static async Task<IReadOnlyList<EvidencePiece>> AskAsync(ReviewStage stage, int reviewId, Actor actor, Relationship relationship, int reviewerId)
    {
        var about = new EvidenceAbout(reviewId, stage.CycleId, stage.ParticipantId, relationship, reviewerId, stage.Subject.Id, new DateOnly(2026, 10, 1), new DateOnly(2026, 12, 31));
        var pieces = new List<EvidencePiece>();
        foreach (var source in stage.Portal.Get<IEnumerable<IReviewEvidence>>())
        {
            pieces.AddRange(await source.ForAsync(about, actor, Stop));
        }

        return pieces;
    }

    private static async Task<int> HandOverAsync(ReviewStage stage, int next)
    {
        await using var db = stage.Portal.Open();
        await db.Reviews.Where(r => r.Id == stage.ManagerId).ExecuteUpdateAsync(s => s.SetProperty(r => r.PreviousManager, true), Stop);
        await db.Participants.Where(p => p.Id == stage.ParticipantId).ExecuteUpdateAsync(s => s.SetProperty(p => p.ManagerId, next), Stop);
        var review = new Review(stage.CycleId, stage.ParticipantId, stage.Subject.Id, next, Relationship.Manager);
        db.Reviews.Add(review);
        await db.SaveChangesAsync(Stop);
        return review.Id;
    }
}
