using Bunit;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Cycles.Progress;

namespace StarPortal.Web.Tests.Cycles;

/// <summary>HR's table of phases: everything is asked for before it happens.</summary>
public sealed class PhasePanelTests : CyclePart
{
    private const string SelfButton = "button[aria-label='{0}: Self review']";
    private int moved;

    [Fact]
    public async Task Close_SaysWhatFollowsAndHappensWhenConfirmed()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (cycle, panel) = await OpenAsync(portal, openSelf: true);

        await Click(panel, Button("Close now"));
        Assert.Contains("become “Missed”", panel.Find(".notice").TextContent, StringComparison.Ordinal);
        await Click(panel, ".notice .actions button:not(.primary)");
        Assert.Empty(panel.FindAll(".notice"));
        Assert.Equal(PhaseState.Open, await StateAsync(portal, cycle));

        await Click(panel, Button("Close now"));
        await Click(panel, ".notice .primary");
        Assert.Equal(PhaseState.Closed, await StateAsync(portal, cycle));
        Assert.Equal(1, moved);
    }

    [Fact]
    public async Task OpenAgain_OfAPhaseThatIsOver_AsksForANewClosing()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (cycle, panel) = await OpenAsync(portal, openSelf: true);
        await Click(panel, Button("Close now"));
        await Click(panel, ".notice .primary");
        portal.Clock.Set(new DateTime(2026, 11, 24, 9, 0, 0));
        panel.Render(p => p.Add(c => c.Cycle, CycleViewAsync(portal, cycle).Result));

        await Click(panel, Button("Open again"));
        await Enter(panel, "#phase-end", "2026-11-23T18:00");
        await Click(panel, ".notice .primary");
        Assert.Contains("must lie in the future", panel.Find(".error-list").TextContent, StringComparison.Ordinal);
        await Enter(panel, "#phase-end", "2026-11-25T18:00");
        await Click(panel, ".notice .primary");

        var phase = (await portal.CycleAsync(cycle)).Phase(PhaseKind.SelfReview)!;
        Assert.Equal((PhaseState.Open, new DateTime(2026, 11, 25, 18, 0, 0)), (phase.State, phase.ClosesAt));
    }

    [Fact]
    public async Task Buttons_StandWhereTheyDoSomething()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (_, panel) = await OpenAsync(portal, openSelf: false);

        var rows = panel.FindAll("tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent, r => r.QuerySelectorAll("button").Select(b => b.TextContent).ToList());
        // publishing is over with the launch; the release opens with its own step
        Assert.Empty(rows["Publish"]);
        Assert.Equal(["Change dates"], rows["Release"]);
        Assert.Equal(["Open now", "Change dates"], rows["Self review"]);
    }

    [Fact]
    public async Task ChangeDates_SaysFaultsInPlaceAndSaves()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (cycle, panel) = await OpenAsync(portal, openSelf: false);

        await Click(panel, Button("Change dates"));
        await Enter(panel, "#dates-closes", "2026-12-24T18:00");
        await On(panel, "form", f => f.SubmitAsync());
        var faults = panel.FindAll("form .error-list li").Select(e => e.TextContent).ToList();
        Assert.Contains("Give a reason.", faults);
        Assert.Contains(faults, f => f.StartsWith("Release", StringComparison.Ordinal));
        Assert.Equal(0, moved);

        await Enter(panel, "#dates-opens", "2026-11-19T10:30");
        await Enter(panel, "#dates-closes", "2026-11-22T17:00");
        await Enter(panel, "#dates-reason", "Holiday");
        await On(panel, "form", f => f.SubmitAsync());

        Assert.Empty(panel.FindAll("form"));
        Assert.Equal(1, moved);
        var phase = (await portal.CycleAsync(cycle)).Phase(PhaseKind.SelfReview)!;
        Assert.Equal((new DateTime(2026, 11, 19, 10, 30, 0), new DateTime(2026, 11, 22, 17, 0, 0)), (phase.OpensAt, phase.ClosesAt));
    }

    [Fact]
    public async Task ChangeDates_OfAnOpenPhase_LeavesTheOpening()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (_, panel) = await OpenAsync(portal, openSelf: true);

        await Click(panel, Button("Change dates"));

        Assert.True(panel.Find("#dates-opens").HasAttribute("disabled"));
        Assert.Equal("dates-open-hint", panel.Find("#dates-opens").GetAttribute("aria-describedby"));
    }

    [Fact]
    public async Task ChangeDates_ChangedElsewhere_ShowsBothAndKeepsWhatWasTyped()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (cycle, panel) = await OpenAsync(portal, openSelf: false);
        await Click(panel, Button("Change dates"));
        await Enter(panel, "#dates-closes", "2026-11-22T17:00");
        await Enter(panel, "#dates-reason", "Holiday");
        var seen = (await portal.CycleAsync(cycle)).Phase(PhaseKind.SelfReview)!;
        var theirs = new NewPhaseDates(cycle, PhaseKind.SelfReview, seen.Version, seen.OpensAt, new DateTime(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc), "Fair");
        Assert.True((await portal.Get<ReschedulePhase>().RunAsync(theirs, Actors.Hr, Stop)).Succeeded);

        await On(panel, "form", f => f.SubmitAsync());
        Assert.Equal(1, moved);
        panel.Render(p => p.Add(c => c.Cycle, CycleViewAsync(portal, cycle).Result));

        Assert.Contains("Sat 21 Nov 2026, 12:00", panel.Find("form .notice").TextContent, StringComparison.Ordinal);
        Assert.Equal("2026-11-22T17:00", panel.Find("#dates-closes").GetAttribute("value"));
        await On(panel, "form", f => f.SubmitAsync());
        Assert.Equal(new DateTime(2026, 11, 22, 17, 0, 0), (await portal.CycleAsync(cycle)).Phase(PhaseKind.SelfReview)!.ClosesAt);
    }

    private static string Button(string label) => string.Format(System.Globalization.CultureInfo.InvariantCulture, SelfButton, label);

    private static async Task<PhaseState> StateAsync(TestPortal portal, int cycle) => (await portal.CycleAsync(cycle)).Phase(PhaseKind.SelfReview)!.State;

    private async Task<(int Cycle, IRenderedComponent<PhasePanel> Panel)> OpenAsync(TestPortal portal, bool openSelf)
    {
        await portal.AddEmployeeAsync("Ann");
        portal.Clock.Set(new DateTime(2026, 11, 16, 9, 0, 0));
        var cycle = await portal.RunningAsync();
        if (openSelf)
        {
            Assert.True((await portal.Get<MovePhase>().RunAsync(new PhaseMove(cycle, PhaseKind.SelfReview, true), Actors.Hr, Stop)).Succeeded);
        }

        await UseAsync(portal, typeof(MovePhase), typeof(ReschedulePhase));
        IRenderedComponent<PhasePanel>? panel = null;
        var view = await CycleViewAsync(portal, cycle);
        panel = Render<PhasePanel>(p => p.Add(c => c.Cycle, view).Add(c => c.Moved, async () =>
        {
            moved++;
            var now = await CycleViewAsync(portal, cycle);
            panel!.Render(again => again.Add(c => c.Cycle, now));
        }));
        return (cycle, panel);
    }
}
