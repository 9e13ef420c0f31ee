using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Results.Comments;
using StarPortal.Web.Features.Reviews;
using StarPortal.Web.Features.Reviews.Comments;
using StarPortal.Web.Tests.Results;

namespace StarPortal.Web.Tests.Anonymity;

public sealed class HiddenCommentTests
{
    private const string Harmful = "peer 2 says so on strengths";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task HideOnAResult_TakesTheWordsFromEveryReader_AndShowRestoresThem(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ReleaseAsync();
        var before = JsonSerializer.Serialize((await story.ViewAsync(Actors.Of(story.Subject))).Value);
        Assert.Contains(Harmful, before, StringComparison.Ordinal);

        Assert.True((await HideAsync(story, story.Hr)).Succeeded);

        foreach (var actor in (Actor[])[Actors.Of(story.Subject), Actors.Of(story.Manager), story.Hr])
        {
            var view = (await story.ViewAsync(actor)).Value;
            Assert.DoesNotContain(Harmful, JsonSerializer.Serialize(view), StringComparison.Ordinal);
            var shown = view.Feedback.Texts.Single(t => t.ItemKey == "strengths" && t.From == Source.Peer);
            Assert.True(shown.SomeHidden);
            Assert.Equal(3, shown.Texts.Count);
            Assert.Equal(79.57m, view.Total);
        }

        var hidden = Assert.Single(await portal.Get<ShownCommentQueries>().HiddenAsync(story.SubjectId, story.Hr, Stop));
        Assert.Equal((Harmful, "It insults.", Source.Peer), (hidden.Text, hidden.Reason, hidden.From));
        Assert.Empty(await portal.Get<ShownCommentQueries>().HiddenAsync(story.SubjectId, Actors.Of(story.Manager), Stop));

        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await RestoreAsync(story, story.Hr)).Succeeded);
        Assert.Equal(before, JsonSerializer.Serialize((await story.ViewAsync(Actors.Of(story.Subject))).Value));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Hide_TellsTheWriterAlone_AndTheTrailNamesNeitherWordsNorReview(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ReleaseAsync();
        await using var db = portal.Open();
        var review = await db.Reviews.Where(r => r.ReviewerId == story.Peers[2].Id).Select(r => r.Id).SingleAsync(Stop);

        await HideAsync(story, story.Hr);

        var notice = await db.Notifications.SingleAsync(n => n.Kind == "Reviews.CommentHidden", Stop);
        Assert.Equal((story.Peers[2].Id, $"/reviews/{review}"), (notice.EmployeeId, notice.Link));
        Assert.Equal([story.Subject.Name], notice.Args);
        var entry = await db.AuditEntries.SingleAsync(e => e.Action == "Reviews.CommentHidden", Stop);
        Assert.Equal(("Participant", story.SubjectId, story.Subject.Id, "It insults."), (entry.Entity, entry.EntityId!.Value, entry.SubjectEmployeeId!.Value, entry.Reason));
        Assert.Equal("item=strengths", entry.Details);
        Assert.Equal(Harmful, await db.ReviewAnswers.Where(a => a.ReviewId == review && a.ItemKey == "strengths").Select(a => a.Text).SingleAsync(Stop));

        var forWriter = await portal.Get<ReviewCommentQueries>().ForAsync(review, Actors.Of(story.Peers[2]), Stop);
        Assert.Equal(("strengths", "It insults.", false), (forWriter.Hidden.Single().ItemKey, forWriter.Hidden.Single().Reason, forWriter.MayHide));
        Assert.Empty((await portal.Get<ReviewCommentQueries>().ForAsync(review, Actors.Of(story.Peers[1]), Stop)).Hidden);
        Assert.Empty((await portal.Get<ReviewCommentQueries>().ForAsync(review, Actors.Of(story.Subject), Stop)).Hidden);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Hide_IsForHrOnly_NeverOnTheirOwnCase_WithAReason_AndOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ReleaseAsync();

        foreach (var actor in (Actor[])[Actors.Of(story.Subject), Actors.Of(story.Manager), Actors.Administrator, Actors.Of(story.Subject, Roles.Employee | Roles.HR), Actors.Of(story.Manager, Roles.Employee | Roles.HR), Actors.Of(story.Peers[2], Roles.Employee | Roles.HR)])
        {
            Assert.True((await HideAsync(story, actor)).Failed, actor.Name);
        }

        Assert.True((await HideAsync(story, story.Hr, " ")).Error.Is(SharedErrors.ReasonRequired));
        Assert.True((await HideAsync(story, story.Hr)).Succeeded);
        Assert.True((await HideAsync(story, story.HrWhoTakesPart)).Error.Is(SharedErrors.ChangedElsewhere));
        Assert.True((await RestoreAsync(story, story.Hr)).Succeeded);
        Assert.True((await RestoreAsync(story, story.HrWhoTakesPart)).Error.Is(SharedErrors.ChangedElsewhere));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task HideInAReview_BeforeRelease_TakesTheWordsFromWhoeverReadsTheReview(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await using var db = portal.Open();
        var managers = await db.Reviews.Where(r => r.SubjectId == story.Subject.Id && r.Relationship == Relationship.Manager).Select(r => r.Id).SingleAsync(Stop);

        Assert.True((await portal.Get<HideComment>().RunAsync(new HideCommentCommand(managers, "strengths", "Private matters."), story.Hr, Stop)).Succeeded);
        Assert.True((await portal.Get<HideComment>().RunAsync(new HideCommentCommand(managers, "nothing", "x"), story.Hr, Stop)).Failed);
        await story.ReleaseAsync();

        var queries = portal.Get<ReviewQueries>();
        Assert.Equal(ReviewsText.HiddenPlace, (await queries.FindAsync(managers, Actors.Of(story.Subject), Stop))!.AnswerTo("strengths").Text);
        Assert.Equal("manager says so on strengths", (await queries.FindAsync(managers, Actors.Of(story.Manager), Stop))!.AnswerTo("strengths").Text);
        Assert.Equal("manager says so on strengths", (await queries.FindAsync(managers, story.Hr, Stop))!.AnswerTo("strengths").Text);
        var view = (await story.ViewAsync(Actors.Of(story.Subject))).Value;
        Assert.DoesNotContain("manager says so on strengths", JsonSerializer.Serialize(view), StringComparison.Ordinal);
        Assert.True(view.Feedback.Texts.Single(t => t.ItemKey == "strengths" && t.From == Source.Manager).SomeHidden);

        var hidden = (await portal.Get<ReviewCommentQueries>().ForAsync(managers, story.Hr, Stop)).Hidden.Single();
        Assert.True((await portal.Get<RestoreComment>().RunAsync(new RestoreCommentCommand(managers, "strengths", hidden.Version + 1), story.Hr, Stop)).Error.Is(SharedErrors.ChangedElsewhere));
        Assert.True((await portal.Get<RestoreComment>().RunAsync(new RestoreCommentCommand(managers, "strengths", hidden.Version), story.Hr, Stop)).Succeeded);
        Assert.Equal("manager says so on strengths", (await queries.FindAsync(managers, Actors.Of(story.Subject), Stop))!.AnswerTo("strengths").Text);
    }

    /// <summary>A hidden comment must not show that a group which is not shown has anything to hide.</summary>
    [Theory, ClassData(typeof(Providers))]
    public async Task Hide_InASuppressedGroup_LeavesNoTrace(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal, peers: 2);
        await story.ReleaseAsync();
        var before = JsonSerializer.Serialize((await story.ViewAsync(Actors.Of(story.Subject))).Value);
        await using var db = portal.Open();
        var peer = await db.Reviews.Where(r => r.ReviewerId == story.Peers[0].Id).Select(r => r.Id).SingleAsync(Stop);

        Assert.True((await portal.Get<HideComment>().RunAsync(new HideCommentCommand(peer, "strengths", "It insults."), story.Hr, Stop)).Succeeded);

        Assert.Equal(before, JsonSerializer.Serialize((await story.ViewAsync(Actors.Of(story.Subject))).Value));
        Assert.Empty(await portal.Get<ShownCommentQueries>().HiddenAsync(story.SubjectId, story.Hr, Stop));
        Assert.True((await HideAsync(story, story.Hr, text: "peer 1 says so on strengths")).Failed);
    }

    private static Task<Result> HideAsync(ResultStory story, Actor actor, string reason = "It insults.", string text = Harmful) =>
        story.Portal.Get<HideShownComment>().RunAsync(new HideShownCommentCommand(story.SubjectId, "strengths", Source.Peer, text, reason), actor, Stop);

    private static Task<Result> RestoreAsync(ResultStory story, Actor actor) =>
        story.Portal.Get<RestoreShownComment>().RunAsync(new RestoreShownCommentCommand(story.SubjectId, "strengths", Source.Peer, Harmful), actor, Stop);
}
