using Microsoft.AspNetCore.Components.Forms;

namespace StarPortal.Web.Shared.Components;

/// <summary>
/// Chooses files. It can be used once the browser listens to it: a file chosen on the page before that would be shown
/// as chosen and never read.
/// </summary>
public sealed class FileField : InputFile
{
    private IDictionary<string, object>? given;
    private bool listening;

    protected override void OnParametersSet()
    {
        given = AdditionalAttributes;
        if (!listening)
        {
            AdditionalAttributes = new Dictionary<string, object>(given ?? new Dictionary<string, object>()) { ["disabled"] = true };
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (firstRender)
        {
            (listening, AdditionalAttributes) = (true, given);
            StateHasChanged();
        }
    }
}
