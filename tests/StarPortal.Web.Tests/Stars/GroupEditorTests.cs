using Bunit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Stars.Programmes;
using StarPortal.Web.Shared.Stars;

namespace StarPortal.Web.Tests.Stars;

public sealed class GroupEditorTests : BunitContext
{
    private readonly GroupDraft group = new();

    [Fact]
    public void Group_ConditionsAdded_BecomeCriteria()
    {
        var editor = Show();
        editor.Find("#g-add").Click();
        editor.Find("#g-0-fact").Change("Commendations");
        editor.Find("#g-0-value").Input("3");
        editor.Find("#g-0-window").Change("Year");
        editor.Find("#g-add").Click();
        editor.Find("#g-1-value").Input("80");
        editor.FindAll("input[type=radio]")[1].Change(true);
        editor.Find("#g-count").Input("1");

        var criterion = Assert.IsType<AtLeastOf>(group.ToCriterion());

        Assert.Equal(1, criterion.Count);
        Assert.Equal(
            [new FactCriterion(new(FactKind.Commendations, Window: FactWindow.Year), Comparison.AtLeast, 3m), new FactCriterion(new(FactKind.TotalScore), Comparison.AtLeast, 80m)],
            criterion.Parts);
    }

    [Fact]
    public void Group_InnerGroup_HoldsConditionsButNoGroups()
    {
        var editor = Show();
        editor.FindAll(".actions button")[1].Click();

        Assert.IsType<AtLeastOf>(Assert.IsType<AllOf>(group.ToCriterion()).Parts.Single());
        Assert.Single(editor.FindAll(".criteria-inner"));
        Assert.Single(editor.FindAll(".criteria-inner .actions button"));
    }

    private IRenderedComponent<GroupEditor> Show() => Render<GroupEditor>(p => p
        .Add(e => e.Id, "g")
        .Add(e => e.Group, group)
        .Add(e => e.Title, "Conditions")
        .Add(e => e.MayNest, true)
        .Add(e => e.Offers, new DesignerOffers([], StarNames.None.Trainings, [], [], [])));
}
