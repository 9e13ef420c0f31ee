using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain.Goals;
using StarPortal.Domain.People;
using StarPortal.Web.Features.Goals.Sheets;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Tests.Goals;

/// <summary>The form of goals over a real database: sums while typing, drafts that save themselves, conflicts that lose nothing.</summary>
public sealed class GoalFormTests : BunitContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private bool done;

    public GoalFormTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Weights_WhileTyped_ShowTheSectionsSum()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await GoalStage.CreateAsync(portal);
        var form = await RenderAsync(stage, stage.Emma);
        Assert.Equal("Weights of the section: 100 %", form.Find(".weight-sum").TextContent);

        await TypeAsync(form, "#weight-nps", "70");
        Assert.Equal("Weights of the section: 110 %, that is 10 % too much", form.Find(".weight-sum").TextContent);
        await TypeAsync(form, "#weight-cases", "3o");
        Assert.Contains("not a number", form.Find(".weight-sum").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", form.Find("#weight-cases").GetAttribute("aria-invalid"));
        await TypeAsync(form, "#weight-cases", "29");
        Assert.Equal("Weights of the section: 99 %, 1 % are missing", form.Find(".weight-sum").TextContent);
        Assert.Equal("true", form.Find("#weight-cases").GetAttribute("aria-invalid")); // under the limit of 30
        await TypeAsync(form, "#weight-cases", "30");
        Assert.Equal("Weights of the section: 100 %", form.Find(".weight-sum").TextContent);
        Assert.Null(form.Find("#weight-cases").GetAttribute("aria-invalid"));

        await form.InvokeAsync(() => form.Find("button.primary").ClickAsync(new()));
        Assert.True(done);
        var sheet = (await stage.SheetAsync(stage.EmmaId))!;
        Assert.Equal(GoalSheetState.Proposed, sheet.State);
        Assert.Equal([70m, 30m], sheet.Goals.OrderByDescending(g => g.IndicatorKey).Select(g => g.Weight!.Value));
    }

    [Fact]
    public async Task Draft_IsSavedByItself()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await GoalStage.CreateAsync(portal);
        var form = await RenderAsync(stage, stage.Emma);

        await TypeAsync(form, "#what-nps", "Fewer handovers");

        Assert.Contains("Not saved yet", form.Find(".review-status").TextContent, StringComparison.Ordinal);
        form.WaitForAssertion(() => Assert.Contains("Saved 09:00", form.Find(".review-status").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("Fewer handovers", (await stage.SheetAsync(stage.EmmaId))!.Goals.Single(g => g.IndicatorKey == "nps").Text);
    }

    [Fact]
    public async Task OtherWindow_ShowsBothAndLetsThePersonChoose()
    {
        await using var portal = await TestPortal.CreateAsync();
        var stage = await GoalStage.CreateAsync(portal);
        var form = await RenderAsync(stage, stage.Emma);
        Assert.True((await portal.Get<SaveGoals>().RunAsync(new GoalSeen(stage.EmmaId, null), GoalStage.Goals(text: "from the other window"), stage.AsEmma, Stop)).Succeeded);

        await TypeAsync(form, "#what-nps", "from this window");
        await form.InvokeAsync(() => form.FindAll(".sticky-footer button")[0].ClickAsync(new()));

        var conflict = form.Find("[role=alert]").TextContent;
        Assert.Contains("from the other window", conflict, StringComparison.Ordinal);
        Assert.Contains("from this window", conflict, StringComparison.Ordinal);
        await form.InvokeAsync(() => form.Find("[role=alert] button.primary").ClickAsync(new()));
        Assert.Equal("from this window", (await stage.SheetAsync(stage.EmmaId))!.Goals.Single(g => g.IndicatorKey == "nps").Text);
    }

    private static Task TypeAsync(IRenderedComponent<GoalForm> form, string selector, string text) => form.InvokeAsync(() => form.Find(selector).InputAsync(text));

    private async Task<IRenderedComponent<GoalForm>> RenderAsync(GoalStage stage, Employee writer)
    {
        var portal = stage.Portal;
        var account = new Account { UserName = writer.Email, NormalizedUserName = writer.Email, DisplayName = writer.Name, EmployeeId = writer.Id, SecurityStamp = "stamp" };
        await using (var db = portal.Open())
        {
            db.Users.Add(account);
            await db.SaveChangesAsync(Stop);
        }

        this.AddAuthorization().SetAuthorized(writer.Name).SetClaims(
            new Claim(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)),
            new Claim(AccountClaims.Stamp, "stamp"));
        Services.AddSingleton(portal.Get<GoalQueries>());
        Services.AddSingleton(portal.Get<SaveGoals>());
        Services.AddSingleton(portal.Get<ProposeGoals>());
        Services.AddSingleton(portal.Get<ChangeGoals>());
        Services.AddSingleton(portal.Get<ConfirmGoals>());
        Services.AddSingleton(portal.Get<IDbContextFactory<PortalDbContext>>());
        Services.AddSingleton<IHttpContextAccessor, HttpContextAccessor>();
        Services.AddSingleton<TimeProvider>(portal.Clock);
        Services.AddScoped<Formats>();
        Services.AddScoped<ActorProvider>();
        var view = (await portal.Get<GoalQueries>().SheetAsync(stage.EmmaId, Actors.Of(writer), Stop))!;
        return Render<GoalForm>(p => p.Add(f => f.View, view).Add(f => f.Done, () => done = true));
    }
}
