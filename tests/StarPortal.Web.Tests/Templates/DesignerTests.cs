using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Templates.Designer;
using StarPortal.Web.Shared.Components;

namespace StarPortal.Web.Tests.Templates;

/// <summary>The designer's live parts: sums, shares, keys, moving.</summary>
public sealed class DesignerTests : BunitContext
{
    private readonly TemplateDraft draft = TemplateDraft.From(Presets.ThreeSource.Definition);
    private int changes;

    public DesignerTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddScoped<DialogService>();
    }

    [Fact]
    public void SectionWeight_WhileTyping_ChangesTheSumAtOnce()
    {
        var designer = ShowDesigner();
        Assert.Contains("100", SumOfSections(designer).TextContent, StringComparison.Ordinal);

        designer.Find("#s0-weight").Input("59.99");

        Assert.Contains("99.99", SumOfSections(designer).TextContent, StringComparison.Ordinal);
        Assert.Contains("bad", SumOfSections(designer).ClassList);
        Assert.Equal(59.99m, draft.Sections[0].Weight);
    }

    [Fact]
    public void SpreadEvenly_ThreeSections_MakesExactly100()
    {
        var designer = ShowDesigner();

        designer.Find("#sections > .actions .weight-sum button").Click();

        Assert.Equal([33.34m, 33.33m, 33.33m], draft.Sections.Select(s => s.Weight!.Value));
        Assert.Contains("good", SumOfSections(designer).ClassList);
        Assert.Equal("33.34", designer.Find("#s0-weight").GetAttribute("value"));
    }

    [Fact]
    public void MoveDown_Section_TakesItsContentAlong()
    {
        var designer = ShowDesigner();

        designer.Find("#s0-down").Click();
        designer.Find("#s2-down").Click();

        Assert.Equal(["manager", "results", "peers"], draft.Sections.Select(s => s.Key));
        Assert.Equal("Results", designer.Find("#s1-name-en").GetAttribute("value"));
        Assert.Equal("true", designer.Find("#s0-up").GetAttribute("aria-disabled"));
    }

    [Fact]
    public void AddIndicator_NamedInEnglish_GetsAKeyFromItsName()
    {
        var designer = ShowDesigner();

        designer.FindAll("#s1 > .actions > button")[0].Click();
        designer.Find("#s1-i2-name-en").Change("Open Mind");

        Assert.Equal("open-mind", draft.Sections[1].Indicators[2].Key);
        Assert.Equal("open-mind", designer.Find("#s1-i2-key").GetAttribute("value"));
    }

    [Fact]
    public void Shares_UsingAnotherSource_ProposesWhatIsMissing()
    {
        var indicator = new IndicatorDraft();
        indicator.Use(Source.Manager, 60m);
        var editor = Render<SharesEditor>(p => p.Add(e => e.Id, "i").Add(e => e.Indicator, indicator).Add(e => e.Changed, () => changes++));
        Assert.Contains("60", editor.Find(".tag").TextContent, StringComparison.Ordinal);

        editor.Find("#i-share-Peer-used").Change(true);
        editor.Find("#i-share-Self-used").Change(true);

        Assert.Equal("40", editor.Find("#i-share-Peer").GetAttribute("value"));
        Assert.Equal("0", editor.Find("#i-share-Self").GetAttribute("value"));
        Assert.Contains("good", editor.Find(".tag").ClassList);
        Assert.Equal(2, changes);
    }

    [Theory]
    [InlineData("33,33", 33.33)]
    [InlineData(" 33. ", 33)]
    [InlineData("-2.5", -2.5)]
    public void Number_HalfTypedOrWithAComma_IsUnderstoodAndStaysAsTyped(string typed, double expected)
    {
        decimal? value = 1m;
        var field = Render<NumberField>(p => p.Add(f => f.Id, "n").Add(f => f.Label, "N").Bind(f => f.Value, value, v => value = v));

        field.Find("input").Input(typed);

        Assert.Equal((decimal)expected, value);
        Assert.Equal(typed, field.Find("input").GetAttribute("value"));
        Assert.Null(field.Find("input").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void Number_NoNumber_IsSaid()
    {
        decimal? value = 1m;
        var field = Render<NumberField>(p => p.Add(f => f.Id, "n").Add(f => f.Label, "N").Bind(f => f.Value, value, v => value = v));

        field.Find("input").Input("ten");

        Assert.Null(value);
        Assert.Equal("n-error", field.Find("input").GetAttribute("aria-describedby"));
        Assert.NotEmpty(field.Find("#n-error").TextContent);
    }

    [Fact]
    public void Measure_EveryKind_ShowsItsFieldsAndKeepsTheOthers()
    {
        var measure = new MeasureDraft();
        var editor = Render<MeasureEditor>(p => p.Add(e => e.Id, "i").Add(e => e.Measure, measure).Add(e => e.Unit, "%").Add(e => e.Changed, () => changes++));
        foreach (var (kind, field) in new[] { ("Linear", "#i-floor"), ("Completion", "#i-target"), ("Deduction", "#i-per-unit"), ("Bands", "#i-band-0") })
        {
            editor.Find("#i-measure").Change(kind);
            Assert.NotNull(editor.Find(field));
        }

        editor.Find("#i-band-0").Input("97.5");
        editor.Find("#i-measure").Change("Rating");

        Assert.IsType<RatingMeasure>(measure.ToMeasure());
        Assert.Empty(editor.FindAll("#i-band-0"));
        Assert.Equal(97.5m, measure.Bands[0].Threshold);
    }

    private static AngleSharp.Dom.IElement SumOfSections(IRenderedComponent<TemplateDesigner> designer) => designer.Find("#sections > .actions .tag");

    private IRenderedComponent<TemplateDesigner> ShowDesigner() => Render<TemplateDesigner>(p => p
        .Add(d => d.Draft, draft)
        .Add(d => d.Faults, TemplateCheck.Faults(draft.ToDefinition()))
        .Add(d => d.Changed, () => changes++));
}
