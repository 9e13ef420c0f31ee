using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Templates;
using StarPortal.Web.Features.Templates.Designer;

namespace StarPortal.Web.Tests.Templates;

/// <summary>The curve, the pairwise weights, goal limits, the previews and the question before publishing.</summary>
public sealed class DesignerHelpersTests : BunitContext
{
    private int changes;

    public DesignerHelpersTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddScoped<DialogService>();
    }

    [Theory]
    [InlineData("14", "80.00")]
    [InlineData("7", "115.00")]
    [InlineData("35", "0.00")]
    public void Curve_TryAValue_SaysItsScore(string actual, string score)
    {
        var preview = Render<MeasurePreview>(p => p.Add(m => m.Id, "i").Add(m => m.Measure, new LinearMeasure(30m, 10m)).Add(m => m.Unit, "min"));
        Assert.Equal(DesignerText.TryHint, preview.Find("output").TextContent);

        preview.Find("#i-try").Input(actual);

        Assert.Contains(score, preview.Find("output").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Curve_SaysItsCornersInWordsAndAsATable()
    {
        var preview = Render<MeasurePreview>(p => p.Add(m => m.Id, "i").Add(m => m.Measure, new BandsMeasure([new(98m, 100m), new(90m, 70m)], 40m)).Add(m => m.Unit, "%"));

        Assert.Contains("90 % → 70.00; 98 % → 100.00", preview.Find("svg").GetAttribute("aria-label"), StringComparison.Ordinal);
        var rows = preview.FindAll("tbody tr").Select(r => r.TextContent.Trim()).ToList();
        Assert.Equal(5, rows.Count);
        Assert.StartsWith("88", rows[0], StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", preview.Find("polyline").GetAttribute("points"), StringComparison.Ordinal);
    }

    [Fact]
    public void Curve_SenselessFigures_WaitsWithoutAFault()
    {
        var preview = Render<MeasurePreview>(p => p.Add(m => m.Id, "i").Add(m => m.Measure, new LinearMeasure(10m, 10m)));

        Assert.Empty(preview.FindAll("svg"));
        Assert.Equal(DesignerText.CurveWaits, preview.Find(".hint").TextContent);
    }

    [Fact]
    public void Pairs_AllJudged_GiveTheWeightsOnRequest()
    {
        IReadOnlyList<decimal> applied = [];
        var panel = Render<FactorPanel>(p => p.Add(f => f.Id, "f").Add(f => f.Names, ["A", "B", "C"]).Add(f => f.Applied, w => applied = w));
        Assert.Empty(panel.FindAll("input"));
        panel.Find("#f-open").Click();

        panel.Find("#f-0-1-More").Change("on");
        panel.Find("#f-0-2-More").Change("on");
        panel.Find(".button.primary").Click();
        Assert.Empty(applied);
        panel.Find("#f-1-2-Less").Change("on");
        panel.Find(".button.primary").Click();

        Assert.Equal([55.56m, 11.11m, 33.33m], applied);
        Assert.Equal(DesignerText.CompareApplied, panel.Find(".actions [role=status]").TextContent);
    }

    [Fact]
    public void Pairs_GoingRound_AreNamed()
    {
        var panel = Render<FactorPanel>(p => p.Add(f => f.Id, "f").Add(f => f.Names, ["Apples", "Bees", "Cows"]));
        panel.Find("#f-open").Click();

        panel.Find("#f-0-1-More").Change("on");
        panel.Find("#f-1-2-More").Change("on");
        Assert.Empty(panel.FindAll(".notice.warn"));
        panel.Find("#f-0-2-Less").Change("on");

        Assert.Equal(TemplateLabels.Format(DesignerText.Circle, "Apples", "Bees", "Cows"), panel.Find(".notice.warn li").TextContent);
    }

    [Fact]
    public void Pairs_TooMany_AreNotAsked()
    {
        var panel = Render<FactorPanel>(p => p.Add(f => f.Id, "f").Add(f => f.Names, [.. Enumerable.Range(1, 13).Select(n => $"{n}")]));

        panel.Find("#f-open").Click();

        Assert.Empty(panel.FindAll("input"));
        Assert.NotNull(panel.Find(".notice"));
    }

    [Fact]
    public void Sum_InProportion_KeepsTheProportion()
    {
        IReadOnlyList<decimal> spread = [];
        var sum = Render<WeightSum>(p => p.Add(w => w.Parts, [30m, 30m, null, 0m]).Add(w => w.Spread, w => spread = w));
        Assert.Contains("40", sum.Find(".tag").TextContent, StringComparison.Ordinal);

        sum.FindAll("button")[1].Click();
        Assert.Equal([50m, 50m, 0m, 0m], spread);

        sum.FindAll("button")[0].Click();
        Assert.Equal([25m, 25m, 25m, 25m], spread);
    }

    [Fact]
    public void Limits_OfAMeasureWithATarget_CanBeSetAndTakenBack()
    {
        var indicator = new IndicatorDraft();
        indicator.Measure.Kind = MeasureKind.Completion;
        var editor = Render<LimitsEditor>(p => p.Add(e => e.Id, "i").Add(e => e.Indicator, indicator).Add(e => e.Changed, () => changes++));

        editor.Find("#i-limits").Change(true);
        editor.Find("#i-lowest-target").Input("80");
        editor.Find("#i-highest-weight").Input("40");

        Assert.Equal(new GoalLimits(80m, null, null, 40m), indicator.Limits.ToLimits());
        editor.Find("#i-limits").Change(false);
        Assert.Null(indicator.Limits.ToLimits());
        Assert.Equal(4, changes);
    }

    [Fact]
    public void Preview_AsEachReviewer_ShowsTheirFormAndNothingToFillIn()
    {
        var preview = Render<FormPreview>(p => p.Add(f => f.Definition, Presets.ThreeSource.Definition));
        var rated = new Dictionary<string, int> { ["Self"] = 4, ["Manager"] = 2, ["Peer"] = 2, ["Report"] = 0, ["CrossTeam"] = 0, ["Customer"] = 0 };
        foreach (var (source, count) in rated)
        {
            preview.Find("#preview-as").Change(source);

            Assert.Equal(count, preview.FindAll("fieldset.review-item").Count);
            Assert.All(preview.FindAll("fieldset.review-item"), f => Assert.NotNull(f.GetAttribute("disabled")));
            Assert.Equal(source == "Manager" ? 1 : 0, preview.FindAll("details.card").Count);
        }

        Assert.Contains(TemplatesText.NothingAsked, preview.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Publishing_OverWarnings_ListsThemWithTheirReasons()
    {
        var warnings = TemplateCheck.Warnings(Presets.ThreeSource.Definition, []);
        var dialog = Render<PublishDialog>(p => p.Add(d => d.Warnings, warnings));

        Assert.Equal(warnings.Count, dialog.FindAll("li").Count);
        Assert.All(warnings, w => Assert.Contains(TemplateLabels.WhyOf(w.Error), dialog.Markup, StringComparison.Ordinal));
        Assert.Equal(DesignerText.PublishAnyway, dialog.Find(".button.primary").TextContent);
    }

    [Fact]
    public void Rules_HaveTheirReasonInBothLanguages()
    {
        var rules = typeof(TemplateWarnings).GetFields().Select(f => (StarPortal.Domain.Error)f.GetValue(null)!).ToList();
        Assert.Equal(12, rules.Count);
        foreach (var language in new[] { "en-US", "zh-CN" })
        {
            Assert.All(rules, r => Assert.False(string.IsNullOrEmpty(TemplatesText.Resources.GetString($"Why_{r.Code}", System.Globalization.CultureInfo.GetCultureInfo(language)))));
        }
    }
}
