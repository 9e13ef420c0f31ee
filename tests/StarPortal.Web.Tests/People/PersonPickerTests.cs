using Bunit;
using StarPortal.Web.Features.People;

namespace StarPortal.Web.Tests.People;

public sealed class PersonPickerTests : BunitContext
{
    private readonly List<int?> chosen = [];

    [Fact]
    public void Text_ThatMeansOnePerson_ChoosesThem()
    {
        var picker = Show();

        picker.Find("input").Input("ann");
        Assert.Equal("Ann (E1)", picker.Find("option").GetAttribute("value"));
        Assert.Equal("true", picker.Find("input").GetAttribute("aria-invalid"));
        picker.Find("input").Input("Ann (E1)");

        Assert.Equal([0, 7], chosen);
        Assert.Null(picker.Find("input").GetAttribute("aria-invalid"));
    }

    [Theory]
    [InlineData("e1", 7)]
    [InlineData("ANN@x.example", 7)]
    [InlineData("", null)]
    [InlineData("somebody", 0)]
    public void Text_NumberEmailOrNothing_IsUnderstood(string text, int? expected)
    {
        Show().Find("input").Change(text);

        Assert.Equal([expected], chosen);
    }

    private IRenderedComponent<PersonPicker> Show() => Render<PersonPicker>(p => p
        .Add(c => c.Id, "manager")
        .Add(c => c.Chosen, id => chosen.Add(id))
        .Add(c => c.Find, _ => Task.FromResult<IReadOnlyList<PersonRow>>([new PersonRow(7, "E1", "Ann", "ann@x.example", "Sales", "Lead", "", "", null, null, null, null, null, "", "")])));
}
