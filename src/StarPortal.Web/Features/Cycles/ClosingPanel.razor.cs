using Microsoft.AspNetCore.Components;
using Radzen;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Cycles;

/// <summary>Says what closing would do, asks, and shows how far it has come.</summary>
public sealed partial class ClosingPanel
{
    private IReadOnlyList<Error> errors = [];
    private int? taskId;

    [Parameter, EditorRequired]
    public int CycleId { get; set; }

    /// <summary>The version of the cycle that the page shows.</summary>
    [Parameter, EditorRequired]
    public int Version { get; set; }

    /// <summary>The cycle is closed, or could not be.</summary>
    [Parameter]
    public EventCallback Closed { get; set; }

    [PersistentState]
    public ClosingView? View { get; set; }

    [Inject]
    private ClosingQueries Queries { get; set; } = null!;

    [Inject]
    private StartClosing Start { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        View ??= await Queries.FindAsync(CycleId, await Actors.CurrentAsync(), CancellationToken.None);
        taskId = View?.TaskId;
    }

    private async Task CloseAsync()
    {
        var sure = await Dialogs.Confirm(CyclesText.CloseFollows, CyclesText.CloseCycle, new ConfirmOptions { OkButtonText = CyclesText.CloseCycle, CancelButtonText = SharedText.Back });
        if (sure != true)
        {
            return;
        }

        var started = await Start.RunAsync(CycleId, Version, await Actors.CurrentAsync(), CancellationToken.None);
        errors = started.Errors;
        if (started.Succeeded)
        {
            taskId = started.Value;
            View = View! with { IsRunning = true };
        }
    }

    private async Task FinishedAsync()
    {
        View = await Queries.FindAsync(CycleId, await Actors.CurrentAsync(), CancellationToken.None);
        await Closed.InvokeAsync();
    }
}
