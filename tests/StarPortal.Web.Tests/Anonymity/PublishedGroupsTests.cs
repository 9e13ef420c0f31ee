using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Features.Reviews;
using StarPortal.Web.Tests.Results;

namespace StarPortal.Web.Tests.Anonymity;

public sealed class PublishedGroupsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Two looks at one result, with something done to a review in between, must not show by the difference who wrote what.</summary>
    [Theory, ClassData(typeof(Providers))]
    public async Task Released_WhateverBecomesOfAReview_TheGroupsStayAsTheyWere(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ReleaseAsync();
        var before = await SeenAsync(story);

        await using (var db = portal.Open())
        {
            await db.Reviews.Where(r => r.ReviewerId == story.Peers[0].Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.Withdrawn), Stop);
            await db.Reviews.Where(r => r.ReviewerId == story.Peers[1].Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.Reopened), Stop);
            await db.Employees.Where(e => e.Id == story.Peers[2].Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.LeaveDate, new DateOnly(2026, 1, 1)), Stop);
        }

        await story.SubmitAsync(story.SubjectId, story.Subject, await portal.AddEmployeeAsync("Late"), Relationship.Peer, null, null, 1, 1, "late says so");

        Assert.Equal(before, await SeenAsync(story));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Release_OnlyWhatWasInIsPublished(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal, peers: 3);
        await story.ReleaseAsync();

        await using var db = portal.Open();
        Assert.Equal(5, await db.Reviews.CountAsync(r => r.Published, Stop));
        Assert.True(await db.Reviews.Where(r => r.Published).AllAsync(r => r.State == ReviewState.Submitted, Stop));
    }

    /// <summary>Who wrote in a group knows one of its answers: not the whole result to them, however many others there are.</summary>
    [Theory, ClassData(typeof(Providers))]
    public async Task Manager_WhoWroteAsAPeer_DoesNotReadTheResult(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ReleaseAsync();
        await using (var db = portal.Open())
        {
            await db.Participants.Where(p => p.Id == story.SubjectId).ExecuteUpdateAsync(s => s.SetProperty(p => p.ManagerId, story.Peers[0].Id), Stop);
        }

        var peer = Actors.Of(story.Peers[0]);
        Assert.True((await story.ViewAsync(peer)).Error.Is(ResultErrors.NotAllowed));
        Assert.DoesNotContain(await portal.Get<MyResultQueries>().TeamAsync(story.CycleId, peer, Stop), r => r.ParticipantId == story.SubjectId);

        await using (var db = portal.Open())
        {
            await db.Reviews.Where(r => r.ReviewerId == story.Peers[0].Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.Published, false), Stop);
        }

        Assert.True((await story.ViewAsync(peer)).Succeeded);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Attributed_NotTheRule_NobodyReadsANameAnywhere(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await story.ReleaseAsync();

        foreach (var actor in (Actor[])[Actors.Of(story.Subject), Actors.Of(story.Manager), story.Hr])
        {
            var view = (await story.ViewAsync(actor)).Value;
            Assert.Empty(view.Named);
            Assert.All(story.Peers, p => Assert.DoesNotContain(p.Name, JsonSerializer.Serialize(view), StringComparison.Ordinal));
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Attributed_TheRule_TheManagerReadsNamesOnThePageAlone(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal, peers: 2);
        await AttributeAsync(story);
        await story.ReleaseAsync();

        var named = (await story.ViewAsync(Actors.Of(story.Manager))).Value.Named;
        Assert.Equal(["Paul", "Pia"], named.Select(n => n.Writer));
        Assert.Contains(named[0].Answers, a => a.Text == "peer 1 says so on strengths");
        Assert.Contains(named[0].Answers, a => a.Text == "peer 1 says so on advice");
        // what is for HR only stays so
        Assert.DoesNotContain(named.SelectMany(n => n.Answers), a => a.Text.Contains("concern", StringComparison.Ordinal));
        foreach (var look in (ResultLook[])[ResultLook.Print, ResultLook.Pdf])
        {
            Assert.Empty((await portal.Get<ViewResult>().RunAsync(story.SubjectId, look, Actors.Of(story.Manager), Stop)).Value.Named);
        }

        foreach (var actor in (Actor[])[Actors.Of(story.Subject), story.Hr])
        {
            var view = (await story.ViewAsync(actor)).Value;
            Assert.DoesNotContain("Paul", JsonSerializer.Serialize(view), StringComparison.Ordinal);
            Assert.Equal([Source.Peer], view.Feedback.Suppressed);
        }
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Writer_IsToldHowManyAreAskedNow_AndWhetherTheManagerReadsNames(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var story = await ResultStory.CreateAsync(portal);
        await using var db = portal.Open();
        var ids = await db.Reviews.Where(r => r.Relationship == Relationship.Peer && r.SubjectId == story.Subject.Id).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(Stop);
        var writer = Actors.Of(story.Peers[0]);
        async Task<ReviewAudience> AudienceAsync() => (await portal.Get<ReviewQueries>().FindAsync(ids[0], writer, Stop))!.Audience;

        Assert.Equal((3, 4, false), ((await AudienceAsync()).Threshold, (await AudienceAsync()).Asked, (await AudienceAsync()).Named));

        await db.Reviews.Where(r => r.Id == ids[1]).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.Withdrawn), Stop);
        await db.Reviews.Where(r => r.Id == ids[2]).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.Declined), Stop);
        Assert.Equal(2, (await AudienceAsync()).Asked);

        await AttributeAsync(story);
        var view = (await portal.Get<ReviewQueries>().FindAsync(ids[0], writer, Stop))!;
        Assert.True(view.Audience.Named);
        Assert.Contains("with your name", ReviewVisibility.Note(view, AnswerVisibility.ParticipantAndManager), StringComparison.Ordinal);
        Assert.Contains("with your name", ReviewVisibility.OnSubmit(view), StringComparison.Ordinal);
        Assert.Contains("2 people are asked", ReviewVisibility.OnSubmit(view), StringComparison.Ordinal);
        // what HR alone reads carries no promise about names to the manager
        Assert.Equal(ReviewsText.Who_HrOnly, ReviewVisibility.Note(view, AnswerVisibility.HrOnly));
    }

    private static async Task AttributeAsync(ResultStory story)
    {
        await using var db = story.Portal.Open();
        var cycle = await db.Cycles.SingleAsync(c => c.Id == story.CycleId, Stop);
        db.Entry(cycle).Property(c => c.ReviewRules).CurrentValue = ReviewRules.Default with { AttributedToManager = true };
        await db.SaveChangesAsync(Stop);
    }

    private static async Task<string> SeenAsync(ResultStory story)
    {
        var seen = new List<ResultView>();
        foreach (var actor in (Actor[])[Actors.Of(story.Subject), Actors.Of(story.Manager), story.Hr])
        {
            seen.Add((await story.ViewAsync(actor)).Value);
        }

        return JsonSerializer.Serialize(seen);
    }
}
