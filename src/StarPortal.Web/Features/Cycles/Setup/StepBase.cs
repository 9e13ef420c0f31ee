using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Components;

namespace StarPortal.Web.Features.Cycles.Setup;

/// <summary>What every step of the wizard does: keep its part of the draft, or say why it cannot.</summary>
public abstract class StepBase : PortalComponent
{
    [Parameter, EditorRequired]
    public SetupView View { get; set; } = null!;

    /// <summary>The step is kept.</summary>
    [Parameter]
    public EventCallback Saved { get; set; }

    [Inject]
    protected EditCycle Edit { get; set; } = null!;

    [Inject]
    protected ActorProvider Actors { get; set; } = null!;

    protected IReadOnlyList<Error> Errors { get; set; } = [];

    protected bool Frozen => View.State != CycleState.Draft;

    protected async Task KeepAsync(CycleEdit edit)
    {
        var kept = await Edit.RunAsync(edit, await Actors.CurrentAsync(), CancellationToken.None);
        Errors = kept.Errors;
        if (kept.Succeeded)
        {
            await Saved.InvokeAsync();
        }
    }
}
