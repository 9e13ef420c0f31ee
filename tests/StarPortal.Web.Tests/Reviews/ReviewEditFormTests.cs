using System.Globalization;
using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Reviews;
using StarPortal.Web.Features.Reviews.Compare;
using StarPortal.Web.Features.Reviews.Warnings;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Phrases;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Tests.Reviews;

/// <summary>The form in a page of its own over a real database; the browser's part is played by set answers.</summary>
public sealed class ReviewEditFormTests : BunitContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly BunitJSModuleInterop browser;
    private bool finished;

    public ReviewEditFormTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        JSInterop.Mode = JSRuntimeMode.Loose;
        var module = JSInterop.SetupModule("import", _ => true);
        module.Mode = JSRuntimeMode.Loose;
        browser = module.SetupModule("attach", _ => true);
        browser.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task Rating_IsSavedAfterAPauseAndCounts()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await ReviewStage.SetAsync(portal);
        var form = await RenderAsync(stage, stage.SelfId, stage.Subject);
        Assert.Contains("0 of 4 answered", form.Find(".review-status").TextContent, StringComparison.Ordinal);

        await On(form, "[data-item=quality] input[value='4']", e => e.ChangeAsync(new() { Value = true }));

        Assert.Equal("unsaved", form.Find("[data-save-state]").GetAttribute("data-save-state"));
        Assert.Contains("1 of 4 answered", form.Find(".review-status").TextContent, StringComparison.Ordinal);
        form.WaitForAssertion(() => Assert.Equal("saved", form.Find("[data-save-state]").GetAttribute("data-save-state")), Patience);
        Assert.Equal(4, (await stage.ReviewAsync(stage.SelfId)).Contents.Single().Rating);
        Assert.Contains("Saved 09:00", form.Find("[data-save-state]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RatingsAndATextHandedOverTogether_AreAllSaved()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await ReviewStage.SetAsync(portal);
        var form = await RenderAsync(stage, stage.SelfId, stage.Subject);

        // as the browser does once its connection is back: one event after the other, none waits for the one before
        for (var round = 0; round < 20; round++)
        {
            await form.InvokeAsync(() => Task.WhenAll(
                Change(form, "[data-item=quality] input[value='4']", true),
                Change(form, "[data-item=collaboration] input[value='3']", true),
                Change(form, "#text-proud", $"Much {round}")));
        }

        form.WaitForAssertion(() => Assert.Equal("saved", form.Find("[data-save-state]").GetAttribute("data-save-state")), Patience);
        var answers = (await stage.ReviewAsync(stage.SelfId)).Contents.ToDictionary(a => a.ItemKey);
        Assert.Equal((4, 3, "Much 19"), (answers["quality"].Rating, answers["collaboration"].Rating, answers["proud"].Text));
    }

    [Fact]
    public async Task Extreme_WithoutAWord_IsAskedForBeforeSubmitting()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await ReviewStage.SetAsync(portal);
        var form = await RenderAsync(stage, stage.SelfId, stage.Subject);
        await On(form, "[data-item=quality] input[value='5']", e => e.ChangeAsync(new() { Value = true }));
        await On(form, "[data-item=collaboration] input[value='4']", e => e.ChangeAsync(new() { Value = true }));
        await On(form, "#text-proud", e => e.ChangeAsync(new() { Value = "Much" }));
        Assert.Contains("needs-quality", form.Find("#text-quality").GetAttribute("aria-describedby"), StringComparison.Ordinal);

        await On(form, "form", e => e.SubmitAsync());
        Assert.Equal(["Comment on Quality"], form.FindAll(".submit-panel li a").Select(a => a.TextContent));
        Assert.Empty(form.FindAll(".submit-panel .primary"));

        await On(form, "#text-quality", e => e.ChangeAsync(new() { Value = "No fault in three months." }));
        Assert.Empty(form.FindAll("#needs-quality"));
        await On(form, ".submit-panel .primary", e => e.ClickAsync(new()));
        Assert.Equal(ReviewState.Submitted, (await stage.ReviewAsync(stage.SelfId)).State);
    }

    [Fact]
    public async Task SavingAsOneGoes_IsSeenButNotReadOut()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await ReviewStage.SetAsync(portal);
        var form = await RenderAsync(stage, stage.SelfId, stage.Subject);

        await On(form, "#text-proud", e => e.ChangeAsync(new() { Value = "The new guide" }));

        Assert.Contains("Saved", form.Find("[data-save-state]").TextContent, StringComparison.Ordinal);
        Assert.Null(form.Find("[data-save-state]").GetAttribute("role"));
        Assert.Equal("", form.Find(".review-status [role=status]").TextContent);
    }

    [Fact]
    public async Task Evidence_WhoseSourceFails_LeavesTheOthersAndTheForm()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await ReviewStage.SetAsync(portal);
        Services.AddSingleton<IReviewEvidence>(new Source(1, () => throw new InvalidOperationException("broken")));
        Services.AddSingleton<IReviewEvidence>(new Source(2, () => [new EvidencePiece("Notebook", "May", null, "Stayed late for the release.")]));

        var form = await RenderAsync(stage, stage.ManagerId, stage.Manager);

        form.WaitForAssertion(() => Assert.Contains("Stayed late", form.Find(".evidence").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("could not be loaded", form.Find(".evidence .notice").TextContent, StringComparison.Ordinal);
        Assert.False(form.Find("[data-item=quality]").IsDisabled());
    }

    private sealed class Source(int order, Func<IReadOnlyList<EvidencePiece>> pieces) : IReviewEvidence
    {
        public int Order => order;

        public Task<IReadOnlyList<EvidencePiece>> ForAsync(EvidenceAbout about, Actor actor, CancellationToken cancellation) => Task.FromResult(pieces());
    }

    [Fact]
    public async Task Text_IsSavedWhenItIsHandedOver()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await ReviewStage.SetAsync(portal);
        var form = await RenderAsync(stage, stage.SelfId, stage.Subject);

        await On(form, "#text-proud", e => e.ChangeAsync(new() { Value = "The new guide" }));

        Assert.Equal("The new guide", (await stage.ReviewAsync(stage.SelfId)).Contents.Single().Text);
    }

    [Fact]
    public async Task Submit_WithGaps_NamesThemAndOtherwiseSaysWhatFollows()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await ReviewStage.SetAsync(portal);
        var form = await RenderAsync(stage, stage.SelfId, stage.Subject);

        await On(form, "form", e => e.SubmitAsync());
        Assert.Equal(["Quality", "Collaboration", "What are you proud of?"], form.FindAll(".submit-panel li a").Select(a => a.TextContent));
        Assert.Empty(form.FindAll(".submit-panel .primary"));

        await On(form, "[data-item=quality] input[value='4']", e => e.ChangeAsync(new() { Value = true }));
        await On(form, "[data-item=collaboration] input[value='none']", e => e.ChangeAsync(new() { Value = true }));
        await On(form, "#text-proud", e => e.ChangeAsync(new() { Value = "Much" }));
        await On(form, "form", e => e.SubmitAsync());
        Assert.Contains("Mona Manager", form.Find(".submit-panel").TextContent, StringComparison.Ordinal);
        Assert.Contains("not change it", form.Find(".submit-panel").TextContent, StringComparison.Ordinal);
        await On(form, ".submit-panel .primary", e => e.ClickAsync(new()));

        Assert.True(finished);
        Assert.Equal(ReviewState.Submitted, (await stage.ReviewAsync(stage.SelfId)).State);
    }

    [Fact]
    public async Task TextsOfTheBrowser_ThatNeverArrived_ComeBackAndAreSaved()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await ReviewStage.SetAsync(portal);
        browser.Setup<KeptAnswer[]>("restored", _ => true).SetResult([new KeptAnswer("proud", null, false, "half a sentence", new KeptBase(null, false, ""))]);

        var form = await RenderAsync(stage, stage.SelfId, stage.Subject);

        form.WaitForAssertion(() => Assert.Contains("One answer", form.Find(".notice.good").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("half a sentence", form.Find("#text-proud").GetAttribute("value"));
        Assert.Equal("half a sentence", (await stage.ReviewAsync(stage.SelfId)).Contents.Single().Text);
    }

    [Fact]
    public async Task Conflict_ShowsBothTextsAndKeepsTheChosen()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await ReviewStage.SetAsync(portal);
        var form = await RenderAsync(stage, stage.SelfId, stage.Subject);
        await stage.SaveAsync(stage.SelfId, Actors.Of(stage.Subject), new AnswerContent("proud", null, false, "from elsewhere"));

        await On(form, "#text-proud", e => e.ChangeAsync(new() { Value = "from here" }));
        var conflict = form.Find("[data-item=proud] .conflict");
        Assert.Contains("from here", conflict.TextContent, StringComparison.Ordinal);
        Assert.Contains("from elsewhere", conflict.TextContent, StringComparison.Ordinal);
        await On(form, "[data-item=proud] .conflict button:nth-of-type(3)", e => e.ClickAsync(new()));

        Assert.Empty(form.FindAll(".conflict"));
        Assert.Equal("from here\n\nfrom elsewhere", (await stage.ReviewAsync(stage.SelfId)).Contents.Single().Text);
    }

    [Fact]
    public async Task EveryQuestion_SaysWhoSeesTheAnswer()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await ReviewStage.SetAsync(portal);

        var self = await RenderAsync(stage, stage.SelfId, stage.Subject);
        Assert.Equal(self.FindAll("[data-item]").Count, self.FindAll("[data-item] .seen-by").Count);
        Assert.Contains("only you and HR", self.Find("[data-item=secret] .seen-by").TextContent, StringComparison.Ordinal);
        Assert.Contains("Mona Manager", self.Find("[data-item=proud] .seen-by").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PeersForm_NamesThresholdAndNumberAskedAndMayBeDeclined()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await ReviewStage.SetAsync(portal);

        var form = await RenderAsync(stage, stage.PeerIds[0], stage.Peers[0]);

        var note = form.Find("[data-item=collaboration] .seen-by").TextContent;
        Assert.Contains("at least 2 others", note, StringComparison.Ordinal);
        Assert.Contains("3 people are asked", note, StringComparison.Ordinal);
        await On(form, "#decline-reason", e => e.ChangeAsync(new() { Value = "We never met." }));
        await On(form, "details .danger", e => e.ClickAsync(new()));
        Assert.True(finished);
        Assert.Equal("We never met.", (await stage.ReviewAsync(stage.PeerIds[0])).DeclineReason);
    }

    [Fact]
    public async Task ManagersForm_CannotBeSubmittedBeforeTheSelfReviewAndSaysSo()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await ReviewStage.SetAsync(portal);

        var form = await RenderAsync(stage, stage.ManagerId, stage.Manager);

        Assert.True(form.Find(".review-footer button[type=submit]").IsDisabled());
        Assert.Contains("once the self review is in", form.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Finds and acts in one go: a render in between would leave an element of the past.</summary>
    private static Task On(IRenderedComponent<ReviewEditForm> form, string selector, Func<IElement, Task> act) =>
        form.InvokeAsync(() => act(form.Find(selector)));

    private static Task Change(IRenderedComponent<ReviewEditForm> form, string selector, object value) => form.Find(selector).ChangeAsync(new() { Value = value });

    private async Task<IRenderedComponent<ReviewEditForm>> RenderAsync(ReviewStage stage, int reviewId, Employee writer)
    {
        await SignInAsync(stage.Portal, writer);
        Services.AddSingleton(stage.Portal.Get<SaveReviewDraft>());
        Services.AddSingleton(stage.Portal.Get<SubmitReview>());
        Services.AddSingleton(stage.Portal.Get<DeclineReview>());
        Services.AddSingleton(stage.Portal.Get<OwnRatingsQueries>());
        Services.AddSingleton(stage.Portal.Get<PhraseOffers>());
        Services.AddSingleton(stage.Portal.Get<CommentWarnings>());
        Services.AddSingleton(stage.Portal.Get<IDbContextFactory<PortalDbContext>>());
        Services.AddSingleton<IHttpContextAccessor, HttpContextAccessor>();
        Services.AddSingleton<TimeProvider>(stage.Portal.Clock);
        Services.AddScoped<Formats>();
        Services.AddScoped<ActorProvider>();
        var view = (await stage.FindAsync(reviewId, Actors.Of(writer)))!;
        return Render<ReviewEditForm>(p => p.Add(f => f.View, view).Add(f => f.Finished, () => finished = true));
    }

    private async Task SignInAsync(TestPortal portal, Employee writer)
    {
        var account = new Account { UserName = writer.Email, NormalizedUserName = writer.Email, DisplayName = writer.Name, EmployeeId = writer.Id, SecurityStamp = "stamp" };
        await using (var db = portal.Open())
        {
            db.Users.Add(account);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        this.AddAuthorization().SetAuthorized(writer.Name).SetClaims(
            new Claim(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)),
            new Claim(AccountClaims.Stamp, "stamp"));
    }
}
