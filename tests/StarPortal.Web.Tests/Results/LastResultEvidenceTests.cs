using System.Globalization;
using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Tests.Results;

/// <summary>The last result beside a review form: for those who may read it anyway.</summary>
public sealed class LastResultEvidenceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task LastResult_IsShownFromReleaseOnToThePersonAndToWhoManagedThemThen(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        Assert.True((await story.ComputeAsync()).Succeeded);
        Assert.Empty(await AskAsync(story, story.Manager, Relationship.Manager));
        await story.ReleaseAsync();

        var total = 79.57m.ToString(CultureInfo.CurrentCulture);
        Assert.Contains(total, Assert.Single(await AskAsync(story, story.Manager, Relationship.Manager)).Text, StringComparison.Ordinal);
        Assert.Contains(total, Assert.Single(await AskAsync(story, story.Subject, Relationship.Self)).Text, StringComparison.Ordinal);
        Assert.Empty(await AskAsync(story, story.OtherManager, Relationship.Manager));
        Assert.Empty(await AskAsync(story, story.Peers[0], Relationship.Peer));
        Assert.Empty(await AskAsync(story, story.Manager, Relationship.CrossTeam));
        // a delegate writes for the manager and reads no results
        Assert.Empty(await AskAsync(story, story.Manager, Relationship.Manager, story.OtherManager));
    }

    private static async Task<IReadOnlyList<EvidencePiece>> AskAsync(ResultStory story, Employee reviewer, Relationship relationship, Employee? reader = null)
    {
        var about = new EvidenceAbout(0, story.CycleId + 1, 0, relationship, reviewer.Id, story.Subject.Id, new DateOnly(2027, 1, 1), new DateOnly(2027, 3, 31));
        var pieces = new List<EvidencePiece>();
        foreach (var source in story.Portal.Get<IEnumerable<IReviewEvidence>>())
        {
            pieces.AddRange(await source.ForAsync(about, Actors.Of(reader ?? reviewer, Roles.Employee), Stop));
        }

        return pieces;
    }
}
