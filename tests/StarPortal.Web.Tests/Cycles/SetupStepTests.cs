using Bunit;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Cycles;
using StarPortal.Web.Features.Cycles.Setup;

namespace StarPortal.Web.Tests.Cycles;

/// <summary>The wizard's steps say what is wrong where it is, and go on only when it is kept.</summary>
public sealed class SetupStepTests : CyclePart
{
    private int kept;

    [Fact]
    public async Task Basics_WithFaults_NamesThemAll()
    {
        await using var portal = await TestPortal.CreateAsync();
        var id = await portal.DraftAsync();
        await UseAsync(portal, typeof(EditCycle));
        var step = Render<BasicsStep>(Parts<BasicsStep>(await SetupViewAsync(portal, id)));

        await Enter(step, "#cycle-name", " ");
        await Enter(step, "#cycle-kind", nameof(PeriodKind.Custom));
        await Enter(step, "#cycle-end", "2026-10-01");
        await On(step, "form", f => f.SubmitAsync());
        Assert.Equal(["Give the cycle a name.", "The period ends before it begins."], step.FindAll(".error-list li").Select(e => e.TextContent));
        Assert.Equal(0, kept);

        await Enter(step, "#cycle-name", "Winter");
        await Enter(step, "#cycle-end", "2026-12-31");
        await On(step, "form", f => f.SubmitAsync());
        Assert.Empty(step.FindAll(".error-list"));
        Assert.Equal(1, kept);
        Assert.Equal("Winter", (await portal.CycleAsync(id)).Name);
    }

    [Fact]
    public async Task Basics_AnotherKindOfPeriod_SnapsToThePeriodOfToday()
    {
        await using var portal = await TestPortal.CreateAsync();
        portal.Clock.Set(new DateTime(2026, 11, 16, 9, 0, 0));
        var id = await portal.DraftAsync();
        await UseAsync(portal, typeof(EditCycle));
        var step = Render<BasicsStep>(Parts<BasicsStep>(await SetupViewAsync(portal, id)));

        await Enter(step, "#cycle-kind", nameof(PeriodKind.Quarter));

        Assert.Equal(("2026-10-01", "2026-12-31"), (step.Find("#cycle-start").GetAttribute("value"), step.Find("#cycle-end").GetAttribute("value")));
    }

    [Fact]
    public async Task Calendar_OutOfOrder_NamesTheRuleInWords()
    {
        await using var portal = await TestPortal.CreateAsync();
        var id = await portal.DraftAsync();
        await UseAsync(portal, typeof(EditCycle));
        var step = Render<CalendarStep>(Parts<CalendarStep>(await SetupViewAsync(portal, id)));
        var before = await portal.CycleAsync(id);

        await Enter(step, "input[aria-label='Closes: Self review']", "2026-12-24T18:00");
        await On(step, "form", f => f.SubmitAsync());
        Assert.Contains("Release must not open before this: Self review.", step.FindAll(".error-list li").Select(e => e.TextContent));
        Assert.Equal(0, kept);
        Assert.Equal(before.Phase(PhaseKind.SelfReview)!.ClosesAt, (await portal.CycleAsync(id)).Phase(PhaseKind.SelfReview)!.ClosesAt);

        await Enter(step, "input[aria-label='Used: Mid-term check']", false);
        Assert.True(step.Find("input[aria-label='Opens: Mid-term check']").HasAttribute("disabled"));
        await Click(step, ".actions button:nth-of-type(2)");
        await On(step, "form", f => f.SubmitAsync());
        Assert.Empty(step.FindAll(".error-list"));
        Assert.Equal(1, kept);
    }

    [Fact]
    public async Task Reviewers_ThresholdUnderThree_IsSaid()
    {
        await using var portal = await TestPortal.CreateAsync();
        await portal.AddEmployeeAsync("Ann");
        var id = await portal.DraftAsync();
        await UseAsync(portal, typeof(EditCycle), typeof(PlannedQueries), typeof(SetupQueries), typeof(PlanReviewers), typeof(ImportReviewers));
        var step = Render<ReviewersStep>(Parts<ReviewersStep>(await SetupViewAsync(portal, id)));

        await Enter(step, "#threshold", "2");
        await On(step, "form", f => f.SubmitAsync());

        Assert.Equal("The anonymity threshold is at least 3.", step.Find(".error-list").TextContent.Trim());
        Assert.Equal(3, (await portal.CycleAsync(id)).AnonymityThreshold);
    }

    [Fact]
    public async Task Step_ChangedElsewhere_SaysSo()
    {
        await using var portal = await TestPortal.CreateAsync();
        var id = await portal.DraftAsync();
        await UseAsync(portal, typeof(EditCycle));
        var seen = await SetupViewAsync(portal, id);
        Assert.True((await portal.Get<EditCycle>().RunAsync(new CycleEdit(id, seen.Version) { Basics = seen.Basics with { Name = "Theirs" } }, Actors.Hr, Stop)).Succeeded);
        var step = Render<BasicsStep>(Parts<BasicsStep>(seen));

        await Enter(step, "#cycle-name", "Mine");
        await On(step, "form", f => f.SubmitAsync());

        Assert.Contains("changed this in the meantime", step.Find(".error-list").TextContent, StringComparison.Ordinal);
        Assert.Equal("Mine", step.Find("#cycle-name").GetAttribute("value"));
        Assert.Equal("Theirs", (await portal.CycleAsync(id)).Name);
    }

    [Fact]
    public async Task Check_OfAnIncompleteDraft_LinksTheStepsAndHoldsPublishingBack()
    {
        await using var portal = await TestPortal.CreateAsync();
        var made = await portal.Get<CreateCycle>().RunAsync(
            new CycleBasics("Bare", PeriodKind.Month, new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30), "UTC"), Actors.Hr, Stop);
        await UseAsync(portal, typeof(CheckQueries), typeof(CycleQueries), typeof(PublishCycle), typeof(LaunchCycle));
        var view = await SetupViewAsync(portal, made.Value);
        var step = Render<CheckStep>(p => p.Add(c => c.View, view));

        var findings = step.FindAll("li").ToList();
        Assert.Contains(findings, f => f.TextContent.Contains("Choose a form template.", StringComparison.Ordinal)
            && f.QuerySelector("a")!.GetAttribute("href") == $"/cycles/{made.Value}/setup?step=basics");
        Assert.Contains(findings, f => f.QuerySelector("a")!.GetAttribute("href") == $"/cycles/{made.Value}/setup?step=population");
        await Enter(step, "input[type=checkbox]", true);
        Assert.True(step.Find("button.primary").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Check_OfAWholeDraft_PublishesWhenConfirmed()
    {
        await using var portal = await TestPortal.CreateAsync();
        var ann = await portal.AddEmployeeAsync("Ann");
        await portal.AddEmployeeAsync("Bob", ann);
        var id = await portal.DraftAsync();
        await UseAsync(portal, typeof(CheckQueries), typeof(CycleQueries), typeof(PublishCycle), typeof(LaunchCycle));
        var view = await SetupViewAsync(portal, id);
        var step = Render<CheckStep>(p => p.Add(c => c.View, view).Add(c => c.Changed, () => kept++));

        Assert.True(step.Find("button.primary").HasAttribute("disabled"));
        await Enter(step, "input[type=checkbox]", true);
        await Click(step, "button.primary");

        Assert.Equal(1, kept);
        Assert.Equal(CycleState.Published, (await portal.CycleAsync(id)).State);
    }

    private Action<ComponentParameterCollectionBuilder<T>> Parts<T>(SetupView view)
        where T : StepBase => p => p.Add(c => c.View, view).Add(c => c.Saved, () => kept++);
}
