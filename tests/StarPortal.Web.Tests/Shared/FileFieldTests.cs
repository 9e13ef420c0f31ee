using Bunit;
using StarPortal.Web.Shared.Components;

namespace StarPortal.Web.Tests.Shared;

public sealed class FileFieldTests : BunitContext
{
    private const string Listen = "Blazor._internal.InputFile.init";

    [Fact]
    public void Field_BeforeTheBrowserListens_CannotBeUsed()
    {
        var listening = JSInterop.SetupVoid(Listen, _ => true);
        var field = Render<FileField>(p => p.AddUnmatched("id", "people"));
        Assert.True(field.Find("input#people").HasAttribute("disabled"));

        // the page around it is drawn anew meanwhile
        field.Render(p => p.AddUnmatched("id", "people").AddUnmatched("accept", ".csv"));
        Assert.True(field.Find("input").HasAttribute("disabled"));

        listening.SetVoidResult();
        field.WaitForAssertion(() => Assert.False(field.Find("input").HasAttribute("disabled")));
        Assert.Equal(".csv", field.Find("input").GetAttribute("accept"));
    }

    [Fact]
    public void Field_SwitchedOffByItsPage_StaysOff()
    {
        JSInterop.SetupVoid(Listen, _ => true).SetVoidResult();
        var field = Render<FileField>(p => p.AddUnmatched("disabled", true));

        Assert.True(field.Find("input").HasAttribute("disabled"));
        field.Render(p => p.AddUnmatched("disabled", false));
        Assert.False(field.Find("input").HasAttribute("disabled"));
    }
}
