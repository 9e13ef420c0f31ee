using Bunit;
using StarPortal.Domain.Templates;
using StarPortal.Web.Features.Templates;
using StarPortal.Web.Features.Templates.Designer;

namespace StarPortal.Web.Tests.Templates;

/// <summary>Order, removal and undo in the designer, and that typing draws only what changed.</summary>
public sealed class DesignerMovesTests : BunitContext
{
    private readonly TemplateDraft draft = TemplateDraft.From(Presets.ThreeSource.Definition);
    private int changes;

    public DesignerMovesTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public void StepDown_LastOfItsSection_GoesToTheNextSectionAndIsSaidAloud()
    {
        var designer = ShowDesigner();

        designer.Find("#s0-i2-down").Click();

        Assert.Equal(["complaints", "professionalism", "initiative"], draft.Sections[1].Indicators.Select(i => i.Key));
        Assert.Equal(2, draft.Sections[0].Indicators.Count);
        var said = designer.Find("p.visually-hidden[role=status]").TextContent;
        Assert.Equal(string.Format(System.Globalization.CultureInfo.CurrentCulture, DesignerText.MovedInto, NameOf(1, 0), TemplateLabels.Of(draft.Sections[1].Name.ToText()), 1, 3), said);
        Assert.Equal(1, changes);
    }

    [Fact]
    public void StepUp_FirstOfItsSection_GoesToTheEndOfTheOneBefore()
    {
        var designer = ShowDesigner();

        designer.Find("#s1-i0-up").Click();

        Assert.Equal("professionalism", draft.Sections[0].Indicators[3].Key);
        Assert.Equal("true", designer.Find("#s0-i0-up").GetAttribute("aria-disabled"));
        designer.Find("#s0-i0-up").Click();
        Assert.Equal(1, changes);
    }

    [Fact]
    public void Section_ChosenInTheCard_TakesTheIndicatorThere()
    {
        var designer = ShowDesigner();
        designer.Find("#s0-i0-open").Click();

        designer.Find("#s0-i0-section").Change("2");

        Assert.Equal("accuracy", draft.Sections[2].Indicators[^1].Key);
        Assert.NotNull(designer.Find("#s2-i2-name-en"));
    }

    [Theory]
    [InlineData("section", 0, 2, 0, 0, "peers,results,manager")]
    [InlineData("section", 0, 0, 0, 99, "manager,peers,results")]
    [InlineData("section", 0, 7, 0, 1, "results,manager,peers")]
    [InlineData("section", 0, -1, 0, 1, "results,manager,peers")]
    [InlineData("anything", 0, 0, 0, 1, "results,manager,peers")]
    public async Task Drop_Sections_MovesOrDoesNothing(string kind, int fromSection, int from, int toSection, int to, string order)
    {
        var designer = ShowDesigner();

        await designer.InvokeAsync(() => designer.Instance.DropAsync(kind, fromSection, from, toSection, to));

        Assert.Equal(order, string.Join(',', draft.Sections.Select(s => s.Key)));
    }

    [Theory]
    [InlineData(0, 0, 0, 2, "satisfaction,complaints,accuracy")]
    [InlineData(0, 2, 0, -5, "complaints,accuracy,satisfaction")]
    [InlineData(0, 0, 1, 1, "satisfaction,complaints")]
    [InlineData(0, 0, 9, 0, "accuracy,satisfaction,complaints")]
    [InlineData(0, 9, 1, 0, "accuracy,satisfaction,complaints")]
    [InlineData(-1, 0, 1, 0, "accuracy,satisfaction,complaints")]
    public async Task Drop_Indicators_MovesOrDoesNothing(int fromSection, int from, int toSection, int to, string order)
    {
        var designer = ShowDesigner();

        await designer.InvokeAsync(() => designer.Instance.DropAsync("indicator", fromSection, from, toSection, to));

        Assert.Equal(order, string.Join(',', draft.Sections[0].Indicators.Select(i => i.Key)));
        Assert.Equal(7, draft.Sections.Sum(s => s.Indicators.Count));
    }

    [Fact]
    public void Undo_AfterARemoval_PutsEverythingBackInItsPlace()
    {
        var designer = ShowDesigner();
        var before = Text();
        foreach (var button in new[] { "#s1-i0", "#s1", "#q0" })
        {
            designer.Find($"{button} .item-buttons button:last-child").Click();
            Assert.NotEqual(before, Text());

            designer.Find("#undo").Click();

            Assert.Equal(before, Text());
            Assert.Empty(designer.FindAll("#undo"));
        }

        string Text() => System.Text.Json.JsonSerializer.Serialize(draft.ToDefinition());
    }

    [Fact]
    public void Undo_WhenTheSectionMovedMeanwhile_FindsIt()
    {
        var designer = ShowDesigner();
        designer.Find("#s0-i1 .item-buttons button:last-child").Click();
        designer.Find("#s0-down").Click();

        designer.Find("#undo").Click();

        Assert.Equal(["accuracy", "satisfaction", "complaints"], draft.Sections[1].Indicators.Select(i => i.Key));
    }

    [Fact]
    public void Typing_InOneIndicator_DrawsNoOther()
    {
        var designer = ShowDesigner();
        designer.Find("#s0-i0-open").Click();
        var cards = designer.FindComponents<IndicatorEditor>();
        var before = cards.Select(c => c.RenderCount).ToList();

        designer.Find("#s0-i0-weight").Input("41");
        designer.Find("#s0-i0-name-en").Change("Exactness");

        Assert.True(cards[0].RenderCount > before[0]);
        Assert.Equal(before.Skip(1), cards.Skip(1).Select(c => c.RenderCount));
    }

    [Fact]
    public void Scale_Changed_ShowsInTheAnchorsOfAnOpenCard()
    {
        var designer = ShowDesigner();
        designer.Find("#s1-i0-open").Click();

        designer.Find("#point-1-label-en").Change("Nothing of it");

        Assert.Contains("Nothing of it", designer.Find("label[for=s1-i0-anchor-1-en]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Scale_AddAndRemove_StayWithin3And7_AndSpreadTo100()
    {
        var designer = ShowDesigner();
        for (var n = 0; n < 5; n++)
        {
            designer.FindAll("#scale > .actions button")[0].Click();
        }

        Assert.Equal(7, draft.Points.Count);
        designer.FindAll("#scale > .actions button")[2].Click();
        Assert.Equal([14.29m, 28.57m, 42.86m, 57.14m, 71.43m, 85.71m, 100m], draft.Points.Select(p => p.Score!.Value));
        for (var n = 0; n < 9; n++)
        {
            designer.FindAll("#scale > .actions button")[1].Click();
        }

        Assert.Equal(3, draft.Points.Count);
    }

    [Fact]
    public void Faults_OfAClosedCard_OpenIt()
    {
        draft.Sections[0].Indicators[1].DataSource.En = draft.Sections[0].Indicators[1].DataSource.Zh = "";
        var designer = ShowDesigner();
        Assert.Empty(designer.FindAll("#s0-i1-name-en"));

        designer.Find("#faults .fault-list .tag.bad ~ button").Click();

        Assert.NotNull(designer.Find("#s0-i1-data-source-en"));
        Assert.Contains(TemplateLabels.WhyOf(TemplateWarnings.PerformanceShare), designer.Find("#faults").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_FromTheLibrary_GetsAKeyOfItsOwnAndWhatIsLeftOfTheWeight()
    {
        var one = Presets.ThreeSource.Definition.Sections[0].Indicators[0] with { Origin = new("accuracy", 2), Weight = 30m };
        draft.Sections[1].Indicators[0].Weight = 20m;

        draft.AddIndicator(draft.Sections[1], one);
        draft.AddIndicator(draft.Sections[1], one);

        Assert.Equal(["accuracy-2", "accuracy-3"], draft.Sections[1].Indicators.Skip(2).Select(i => i.Key));
        Assert.Equal([30m, 30m], draft.Sections[1].Indicators.Skip(2).Select(i => i.Weight!.Value));
        Assert.Equal(new LibraryOrigin("accuracy", 2), draft.ToDefinition().Sections[1].Indicators[3].Origin);
    }

    private string NameOf(int section, int indicator) => TemplateLabels.Of(draft.Sections[section].Indicators[indicator].Name.ToText());

    private IRenderedComponent<TemplateDesigner> ShowDesigner() => Render<TemplateDesigner>(p => p
        .Add(d => d.Draft, draft)
        .Add(d => d.Faults, TemplateCheck.All(draft.ToDefinition(), []))
        .Add(d => d.Changed, () => changes++));
}
