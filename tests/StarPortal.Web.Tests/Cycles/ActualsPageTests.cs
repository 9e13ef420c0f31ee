using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Web.Features.Cycles.Actuals;

namespace StarPortal.Web.Tests.Cycles;

/// <summary>The table in which HR enters actual values.</summary>
public sealed class ActualsPageTests : CyclePart
{
    private const string Cell = "button.cell[aria-label^='Ann, Accuracy']";
    private const string Box = "input.cell-input";

    [Fact]
    public async Task Cell_IsEnteredByKeyboardAndGoesOn()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (ann, page) = await OpenAsync(portal);

        Assert.Equal("missing", page.Find(Cell).TextContent);
        await Click(page, Cell);
        await Type(page, "lots", "Enter");
        Assert.NotEmpty(page.FindAll("#cell-message .error-list"));
        Assert.Equal("true", page.Find(Box).GetAttribute("aria-invalid"));

        await Type(page, "95.5", "Tab");
        Assert.Equal("95.5", page.Find(Cell).TextContent);
        Assert.Equal(95.5m, await ValueAsync(portal, ann));
        // the next cell to the right is open
        Assert.Equal("Ann, Safety", page.Find(Box).GetAttribute("aria-label"));
        await Type(page, "1", "Escape");
        Assert.Empty(page.FindAll(Box));
        Assert.Equal("missing", page.Find("button.cell[aria-label^='Ann, Safety']").TextContent);
        Assert.Contains("1 of 1", page.Find(".indicator-progress").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cell_EnteredElsewhereMeanwhile_IsShownBesideOnesOwn()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (ann, page) = await OpenAsync(portal);
        await Click(page, Cell);
        var theirs = new ActualEntry(ann, "accuracy", "95", "Other system", "", null);
        Assert.True((await portal.Get<SetActual>().RunAsync(theirs, CultureInfo.InvariantCulture, Actors.Hr, Stop)).Succeeded);

        await Type(page, "90", "Enter");
        var notice = page.Find("#cell-message .notice.warn").TextContent;
        Assert.Contains("95", notice, StringComparison.Ordinal);
        Assert.Contains("Other system", notice, StringComparison.Ordinal);
        Assert.Equal("90", page.Find(Box).GetAttribute("value"));
        Assert.Equal(95m, await ValueAsync(portal, ann));

        // saving once more is a decision
        await On(page, Box, b => b.KeyDownAsync(new KeyboardEventArgs { Key = "Enter" }));
        Assert.Equal(90m, await ValueAsync(portal, ann));
    }

    [Fact]
    public async Task Details_ShowHistoryAndSaveSourceAndNote()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (ann, page) = await OpenAsync(portal);
        await Click(page, "button.cell-details[aria-label*='Ann, Accuracy']");
        Assert.Equal("System", page.Find("#actual-source").GetAttribute("value"));

        await Enter(page, "#actual-value", "95");
        await Enter(page, "#actual-source", "CRM");
        await Enter(page, "#actual-note", "from the audit");
        await On(page, "form:has(#actual-value)", f => f.SubmitAsync());

        Assert.Equal(95m, await ValueAsync(portal, ann));
        var history = page.Find("[aria-labelledby='value-title'] tbody").TextContent;
        Assert.Contains("from the audit", history, StringComparison.Ordinal);
        Assert.Contains("CRM", history, StringComparison.Ordinal);
        Assert.Equal("95", page.Find(Cell).TextContent);
    }

    [Fact]
    public async Task Pasted_IsShownBeforeItIsWritten()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (ann, page) = await OpenAsync(portal);

        await page.InvokeAsync(() => page.FindComponent<ActualMatrix>().Instance.PasteAsync("96.4\t1\n", 0, 0));
        Assert.Contains("96.4", page.Find(".preview-lines").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(portal));

        await Click(page, "[aria-labelledby='paste-title'] .button.primary");
        Assert.Equal(96.4m, await ValueAsync(portal, ann));
        Assert.Equal("96.4", page.Find(Cell).TextContent);
    }

    private static async Task Type(IRenderedComponent<ActualsPage> page, string text, string key)
    {
        await On(page, Box, b => b.InputAsync(new() { Value = text }));
        await On(page, Box, b => b.KeyDownAsync(new KeyboardEventArgs { Key = key }));
    }

    private static async Task<int> CountAsync(TestPortal portal)
    {
        await using var db = portal.Open();
        return await db.ActualValues.CountAsync(Stop);
    }

    private static async Task<decimal> ValueAsync(TestPortal portal, int participant)
    {
        await using var db = portal.Open();
        return await db.ActualValues.Where(a => a.ParticipantId == participant && a.IndicatorKey == "accuracy").Select(a => a.Value).SingleAsync(Stop);
    }

    private async Task<(int Participant, IRenderedComponent<ActualsPage> Page)> OpenAsync(TestPortal portal)
    {
        await portal.AddEmployeeAsync("Ann");
        var cycle = await portal.RunningAsync();
        await UseAsync(
            portal, typeof(ActualQueries), typeof(SetActual), typeof(ImportActuals), typeof(PasteActuals), typeof(ActualMappings), typeof(UnlockActuals), typeof(NameDataOwner), typeof(DataOwnerQueries),
            typeof(Features.Cycles.Setup.SetupQueries));
        Services.AddTransient(_ => portal.Get<Web.Shared.Evidence.EvidenceStore>());
        await using var db = portal.Open();
        var participant = await db.Participants.Select(p => p.Id).SingleAsync(Stop);
        return (participant, Render<ActualsPage>(p => p.Add(c => c.Id, cycle)));
    }
}
