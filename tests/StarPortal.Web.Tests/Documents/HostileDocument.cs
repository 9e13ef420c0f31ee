using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using StarPortal.Web.Features.Documents;

namespace StarPortal.Web.Tests.Documents;

/// <summary>A document whose title, footer and body are whatever somebody typed.</summary>
public sealed class HostileDocument : ComponentBase
{
    [Parameter, EditorRequired]
    public string Model { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<DocumentFrame>(0);
        builder.AddAttribute(1, nameof(DocumentFrame.Title), Model.Length > 200 ? Model[..200] : Model);
        builder.AddAttribute(2, nameof(DocumentFrame.Footer), Model.Length > 200 ? Model[..200] : Model);
        builder.AddAttribute(3, nameof(DocumentFrame.ChildContent), (RenderFragment)(content =>
        {
            content.OpenElement(0, "h1");
            content.AddContent(1, "before");
            content.CloseElement();
            content.OpenElement(2, "p");
            content.AddAttribute(3, "title", Model);
            content.AddContent(4, Model);
            content.CloseElement();
            content.OpenElement(5, "p");
            content.AddContent(6, "after");
            content.CloseElement();
        }));
        builder.CloseComponent();
    }
}
