using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Results;

namespace StarPortal.Web.Tests.Results;

/// <summary>What was handed in stays what it was: of a manager of before beside the result, of a reopened review within it.</summary>
public sealed class EarlierManagerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task EarlierManagersWords_StandApartForEveryReader_AndCountForNothing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await ReopenAsync(story, story.Manager, "professionalism");
        await SetAsideAsync(story);
        await story.SubmitAsync(story.SubjectId, story.Subject, story.OtherManager, Relationship.Manager, 5, 5, null, null, "Otto says so");
        await story.ReleaseAsync();

        foreach (var reader in (Actor[])[Actors.Of(story.Subject), Actors.Of(story.OtherManager), story.Hr])
        {
            var view = (await story.ViewAsync(reader)).Value;
            var earlier = Assert.Single(view.Earlier);
            Assert.Equal("Mia", earlier.Name);
            Assert.Contains(earlier.Texts, t => t.Texts.Contains("manager says so on professionalism"));
            Assert.DoesNotContain(earlier.Texts, t => t.Texts.Contains("changed since"));
            Assert.DoesNotContain(view.Feedback.Texts.SelectMany(t => t.Texts), t => t.StartsWith("manager says", StringComparison.Ordinal));
            Assert.Contains(view.Feedback.Texts.Where(t => t.From == Source.Manager).SelectMany(t => t.Texts), t => t.StartsWith("Otto says", StringComparison.Ordinal));
            Assert.NotEqual(79.57m, view.Total);
        }

        Assert.True((await story.ViewAsync(Actors.Of(story.Manager))).Error.Is(ResultErrors.NotAllowed));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task EarlierManagersWords_BeforeRelease_AreForHrOnly(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await SetAsideAsync(story);
        await story.ComputeAsync();

        Assert.Single((await story.ViewAsync(story.Hr)).Value.Earlier);
        Assert.True((await story.ViewAsync(Actors.Of(story.Subject))).Failed);
        Assert.True((await story.ViewAsync(Actors.Of(story.OtherManager))).Failed);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task ReopenedReview_CountsAndReadsAsItWasHandedInLast(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await ReopenAsync(story, story.Peers[0], "collaboration");
        await story.ComputeAsync();

        var view = (await story.ViewAsync(story.Hr)).Value;
        Assert.Equal(79.57m, view.Total);
        var texts = view.Feedback.Texts.SelectMany(t => t.Texts).ToList();
        Assert.Contains("peer 0 says so on collaboration", texts);
        Assert.DoesNotContain("changed since", texts);
        await using var db = portal.Open();
        var named = (await CountedReviews.NamedAsync(db, story.CycleId, story.SubjectId, released: false, Stop)).Single(n => n.Writer == story.Peers[0].Name);
        Assert.Contains(named.Contents, c => c.Text == "peer 0 says so on collaboration");
        Assert.DoesNotContain(named.Contents, c => c.Text == "changed since");
    }

    private static async Task ReopenAsync(ResultStory story, Employee writer, string key)
    {
        await using var db = story.Portal.Open();
        var review = await db.Reviews.Include(r => r.Answers).SingleAsync(r => r.ParticipantId == story.SubjectId && r.ReviewerId == writer.Id, Stop);
        Assert.True(review.Reopen("two projects mixed up", story.Hr, story.Portal.Now.AddDays(1)).Succeeded);
        Assert.True(review.SaveDraft(WorkedExample.Template, [new AnswerContent(key, 1, false, "changed since")], Actors.Of(writer), story.Portal.Now).Succeeded);
        await db.SaveChangesAsync(Stop);
    }

    private static async Task SetAsideAsync(ResultStory story)
    {
        await using var db = story.Portal.Open();
        var review = await db.Reviews.Include(r => r.Answers).SingleAsync(r => r.ParticipantId == story.SubjectId && r.Relationship == Relationship.Manager, Stop);
        Assert.True(review.SetAside().Succeeded);
        await db.SaveChangesAsync(Stop);
        await db.Participants.Where(p => p.Id == story.SubjectId).ExecuteUpdateAsync(s => s.SetProperty(p => p.ManagerId, story.OtherManager.Id), Stop);
    }
}
