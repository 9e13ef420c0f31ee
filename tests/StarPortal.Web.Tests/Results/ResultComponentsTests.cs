using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Tests.Results;

public sealed class ResultComponentsTests : BunitContext
{
    public ResultComponentsTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new FakeClock());
        Services.AddScoped<Formats>();
    }

    [Fact]
    public void Tree_WorkedExample_ExplainsEveryShare()
    {
        var tree = Render<ScoreTreeView>(p => p.Add(c => c.Tree, Tree(4)).Add(c => c.Threshold, 3));

        Assert.Equal(["Results: 83.44", "Manager's view: 70.00", "Peers' view: 80.00"], tree.FindAll("summary").Select(s => s.TextContent));
        Assert.Equal("79.57", tree.FindAll("tbody tr")[3].QuerySelector("td")!.TextContent);
        Assert.Contains("actual value 96.4 %", tree.Markup, StringComparison.Ordinal);
        Assert.Contains("mean of 4 ratings", tree.Markup, StringComparison.Ordinal);
        Assert.Contains("asked, not counted", tree.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Tree_SuppressedGroup_SaysWhyWithoutACount()
    {
        var two = Render<ScoreTreeView>(p => p.Add(c => c.Tree, Tree(2)).Add(c => c.Threshold, 3)).Markup;
        var none = Render<ScoreTreeView>(p => p.Add(c => c.Tree, Tree(0)).Add(c => c.Threshold, 3)).Markup;

        Assert.Contains("fewer than 3 answers: not shown, not counted", two, StringComparison.Ordinal);
        Assert.Equal(none, two);
    }

    [Fact]
    public void Tree_OnPaper_HasNothingToOpen()
    {
        var tree = Render<ScoreTreeView>(p => p.Add(c => c.Tree, Tree(4)).Add(c => c.Threshold, 3).Add(c => c.Paper, true));

        Assert.Empty(tree.FindAll("details"));
        Assert.Equal(3, tree.FindAll("table.tree").Count);
    }

    [Fact]
    public void Chart_WorkedExample_DrawsAndTellsTheSameFigures()
    {
        var chart = Render<SideBySideChart>(p => p.Add(c => c.Tree, Tree(4)));

        Assert.Equal(4, chart.FindAll("svg[role=img]").Count);
        Assert.Contains(chart.FindAll("svg[role=img]"), s => s.GetAttribute("aria-label") == "professionalism. Self: 100.00; Manager: 80.00");
        Assert.Equal(["Indicator", "Self", "Manager", "Peers"], chart.FindAll("thead th").Select(h => h.TextContent));
        Assert.DoesNotContain("NaN", chart.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_NothingRated_SaysSo()
    {
        var empty = new ScoreTree(null, null, [], []);

        Assert.Contains("No ratings to compare", Render<SideBySideChart>(p => p.Add(c => c.Tree, empty)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Distribution_Buckets_MarkTheReadersOwn()
    {
        var table = Render<DistributionTable>(p => p
            .Add(c => c.Buckets, [new TotalBucket(40, 70, 4), new TotalBucket(70, 80, 8)])
            .Add(c => c.Department, "North")
            .Add(c => c.Total, 70m));

        Assert.Contains("this result", table.FindAll("tbody tr")[1].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("this result", table.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_AsksFirst_AndSaysWhatFollows()
    {
        var released = 0;
        var head = new CycleResultsHead(1, "Q3", CycleState.Running, null, null, null, [], 3, 42, 0, false, null, null);
        var panel = Render<ReleasePanel>(p => p.Add(c => c.Head, head).Add(c => c.Released, () => released++));

        await panel.Find("button").ClickAsync(new());
        Assert.Equal(0, released);
        Assert.Contains("Participants: 42", panel.Markup, StringComparison.Ordinal);

        await panel.Find("button.primary").ClickAsync(new());
        Assert.Equal(1, released);
        Assert.Single(panel.FindAll("button"));
    }

    private static ScoreTree Tree(int peers)
    {
        var reviews = new List<SubmittedReview>
        {
            new(Relationship.Self, new Dictionary<string, int?> { ["professionalism"] = 5, ["initiative"] = 5, ["collaboration"] = 5, ["responsiveness"] = 5 }),
            new(Relationship.Manager, new Dictionary<string, int?> { ["professionalism"] = 4, ["initiative"] = 3 }),
        };
        reviews.AddRange(WorkedExample.Peers.Take(peers).Select(p =>
            new SubmittedReview(Relationship.Peer, new Dictionary<string, int?> { ["collaboration"] = p.Collaboration, ["responsiveness"] = p.Responsiveness })));
        var actuals = new Dictionary<string, decimal> { ["accuracy"] = 96.4m, ["satisfaction"] = 95.5m, ["complaints"] = 1m };
        return Scoring.Compute(new ScoringInput(WorkedExample.Template, 3, actuals, reviews, new HashSet<string>(), []));
    }
}
