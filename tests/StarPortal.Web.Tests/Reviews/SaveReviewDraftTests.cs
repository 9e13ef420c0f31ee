using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Reviews;

namespace StarPortal.Web.Tests.Reviews;

public sealed class SaveReviewDraftTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Save_ChangedAnswers_AreThereOnTheNextVisit(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var me = Actors.Of(stage.Subject);
        var text = "第一行\r\n\"引号\" <b>& emoji 🙂\0 end";

        var saved = (await stage.SaveAsync(stage.SelfId, me, new AnswerContent("quality", 4, false, text))).Value;
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await stage.SaveAsync(stage.SelfId, me, new AnswerContent("proud", null, false, "guide"));

        var view = (await stage.FindAsync(stage.SelfId, me))!;
        Assert.Equal(new AnswerContent("quality", 4, false, text.Replace("\0", "", StringComparison.Ordinal)), view.AnswerTo("quality"));
        Assert.Equal("guide", view.AnswerTo("proud").Text);
        Assert.Equal(ReviewState.Draft, view.State);
        Assert.Equal(portal.Now, view.SavedAt);
        Assert.True(view.Version > saved.Version);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Save_TwoWindowsOnDifferentAnswers_KeepsBoth(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var me = Actors.Of(stage.Subject);

        await stage.SaveAsync(stage.SelfId, me, new AnswerContent("quality", 4, false, "one"));
        var second = (await stage.SaveAsync(stage.SelfId, me, new AnswerContent("proud", null, false, "two"))).Value;

        Assert.Empty(second.Conflicts);
        Assert.Equal("one", second.Answers.Single(a => a.ItemKey == "quality").Text);
        Assert.Equal("two", second.Answers.Single(a => a.ItemKey == "proud").Text);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Save_TwoWindowsOnTheSameAnswer_KeepsTheFirstAndAnswersBoth(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var me = Actors.Of(stage.Subject);

        await stage.SaveAsync(stage.SelfId, me, new AnswerContent("quality", 4, false, "first"));
        var second = (await stage.SaveAsync(stage.SelfId, me, new AnswerContent("quality", 2, false, "second"), new AnswerContent("proud", null, false, "p"))).Value;

        Assert.Equal(["quality"], second.Conflicts);
        Assert.Equal("first", second.Answers.Single(a => a.ItemKey == "quality").Text);
        Assert.Equal("p", second.Answers.Single(a => a.ItemKey == "proud").Text);

        // having seen the other text, the second window may replace it
        var third = (await stage.SaveAsync(stage.SelfId, me, [new AnswerChange(new("quality", 2, false, "first\n\nsecond"), new("quality", 4, false, "first"))])).Value;
        Assert.Empty(third.Conflicts);
        Assert.Equal("first\n\nsecond", third.Answers.Single(a => a.ItemKey == "quality").Text);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Save_SentTwice_ChangesNothingMore(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var me = Actors.Of(stage.Subject);
        var answer = new AnswerContent("quality", 4, false, "x");

        var first = (await stage.SaveAsync(stage.SelfId, me, answer)).Value;
        var again = (await stage.SaveAsync(stage.SelfId, me, answer)).Value;

        Assert.Empty(again.Conflicts);
        Assert.Equal(first.Version, again.Version);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Save_ManyAtOnce_LosesNone(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var me = Actors.Of(stage.Subject);

        var results = await Task.WhenAll(ReviewStage.SelfAnswers.Select(a => Task.Run(() => stage.SaveAsync(stage.SelfId, me, a))));

        Assert.All(results, r => Assert.True(r.Succeeded && r.Value.Conflicts.Count == 0));
        Assert.Equal(
            ReviewStage.SelfAnswers.OrderBy(a => a.ItemKey, StringComparer.Ordinal),
            (await stage.ReviewAsync(stage.SelfId)).Contents.OrderBy(a => a.ItemKey, StringComparer.Ordinal));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Save_ManyOnTheSameAnswer_ExactlyOneWins(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var me = Actors.Of(stage.Subject);

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => stage.SaveAsync(stage.SelfId, me, new AnswerContent("proud", null, false, $"text {i}")))));

        Assert.All(results, r => Assert.True(r.Succeeded));
        var winner = Assert.Single(results, r => r.Value.Conflicts.Count == 0);
        Assert.Equal(winner.Value.Answers.Single().Text, (await stage.ReviewAsync(stage.SelfId)).Contents.Single().Text);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Save_BySomebodyElse_IsNotAllowedAndKeepsNothing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);

        foreach (var actor in new[] { Actors.Of(stage.Manager), Actors.Of(stage.Stranger), stage.Hr, Actors.Administrator })
        {
            Assert.True((await stage.SaveAsync(stage.SelfId, actor, ReviewStage.SelfAnswers)).Error.Is(ReviewErrors.NotAllowed));
        }

        Assert.Empty((await stage.ReviewAsync(stage.SelfId)).Answers);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Save_AfterThePhaseClosed_IsRefusedAndTheDraftIsKeptAsMissed(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);
        var me = Actors.Of(stage.Subject);
        await stage.SaveAsync(stage.SelfId, me, new AnswerContent("quality", 4, false, "kept"));

        Assert.True((await portal.Get<MovePhase>().RunAsync(new PhaseMove(stage.CycleId, PhaseKind.SelfReview, Open: false), Actors.Hr, Stop)).Succeeded);
        var late = await stage.SaveAsync(stage.SelfId, me, new AnswerContent("proud", null, false, "late"));

        Assert.True(late.Error.Is(ReviewErrors.Missed));
        var view = (await stage.FindAsync(stage.SelfId, me))!;
        Assert.Equal(ReviewState.Missed, view.State);
        Assert.False(view.CanEdit);
        Assert.Equal("kept", view.AnswerTo("quality").Text);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Save_WritesNoTextIntoTheAuditTrail(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var stage = await ReviewStage.SetAsync(portal);

        await stage.SubmitSelfAsync();

        await using var db = portal.Open();
        var entry = Assert.Single(await db.AuditEntries.AsNoTracking().Where(e => e.Entity == "Review").ToListAsync(Stop));
        Assert.Equal("Reviews.Submitted", entry.Action);
        Assert.Equal(stage.SelfId, entry.EntityId);
        Assert.Equal(stage.Subject.Id, entry.SubjectEmployeeId);
        Assert.DoesNotContain("order", entry.Details + entry.Reason, StringComparison.Ordinal);
    }
}
