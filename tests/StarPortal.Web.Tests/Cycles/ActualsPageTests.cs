using System.Globalization;
using Bunit;
using Microsoft.EntityFrameworkCore;
using StarPortal.Web.Features.Cycles.Actuals;

namespace StarPortal.Web.Tests.Cycles;

/// <summary>The table in which HR enters actual values.</summary>
public sealed class ActualsPageTests : CyclePart
{
    private const string Cell = "button[aria-label^='Ann, Accuracy']";

    [Fact]
    public async Task Value_IsEnteredInItsCell()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (ann, page) = await OpenAsync(portal);

        Assert.Equal("missing", page.Find(Cell).TextContent);
        await Click(page, Cell);
        Assert.Equal("System", page.Find("#actual-source").GetAttribute("value"));
        await Enter(page, "#actual-value", "lots");
        await On(page, "form.card:has(#actual-value)", f => f.SubmitAsync());
        Assert.NotEmpty(page.FindAll("form .error-list"));

        await Enter(page, "#actual-value", "95.5");
        await On(page, "form.card:has(#actual-value)", f => f.SubmitAsync());
        Assert.Empty(page.FindAll("#actual-value"));
        Assert.Equal("95.5", page.Find(Cell).TextContent);
        Assert.Equal(95.5m, await ValueAsync(portal, ann));
    }

    [Fact]
    public async Task Value_EnteredElsewhereMeanwhile_IsShownBesideOnesOwn()
    {
        await using var portal = await TestPortal.CreateAsync();
        var (ann, page) = await OpenAsync(portal);
        await Click(page, Cell);
        await Enter(page, "#actual-value", "90");
        var theirs = new ActualEntry(ann, "accuracy", "95", "Other system", "", null);
        Assert.True((await portal.Get<SetActual>().RunAsync(theirs, CultureInfo.InvariantCulture, Actors.Hr, Stop)).Succeeded);

        await On(page, "form.card:has(#actual-value)", f => f.SubmitAsync());
        var notice = page.Find("form .notice.warn").TextContent;
        Assert.Contains("95", notice, StringComparison.Ordinal);
        Assert.Contains("Other system", notice, StringComparison.Ordinal);
        Assert.Equal("90", page.Find("#actual-value").GetAttribute("value"));
        Assert.Equal("95", page.Find(Cell).TextContent);
        Assert.Equal(95m, await ValueAsync(portal, ann));

        // saving once more is a decision
        await On(page, "form.card:has(#actual-value)", f => f.SubmitAsync());
        Assert.Equal(90m, await ValueAsync(portal, ann));
        Assert.Equal("90", page.Find(Cell).TextContent);
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
        await UseAsync(portal, typeof(ActualQueries), typeof(SetActual), typeof(ImportActuals));
        await using var db = portal.Open();
        var participant = await db.Participants.Select(p => p.Id).SingleAsync(Stop);
        return (participant, Render<ActualsPage>(p => p.Add(c => c.Id, cycle)));
    }
}
