using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Cycles.Closing;

public sealed partial class ReopeningPanel
{
    private string reason = "";
    private string endReason = "";
    private bool busy;

    [Parameter, EditorRequired]
    public ClosingView View { get; set; } = null!;

    /// <summary>Something was tried; with its errors.</summary>
    [Parameter]
    public EventCallback<Result> Changed { get; set; }

    [Inject]
    private ReopenCycle Reopen { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    private Task AskAsync() => DoAsync(actor => Reopen.RequestAsync(View.CycleId, reason, actor, CancellationToken.None));

    private Task ApproveAsync(ReopeningView reopening) => DoAsync(actor => Reopen.ApproveAsync(reopening.Id, reopening.Version, actor, CancellationToken.None));

    private Task EndAsync(ReopeningView reopening) => DoAsync(actor => Reopen.EndAsync(reopening.Id, reopening.Version, endReason, actor, CancellationToken.None));

    private async Task DoAsync(Func<Actor, Task<Result>> act)
    {
        busy = true;
        try
        {
            var done = await act(await Actors.CurrentAsync());
            (reason, endReason) = done.Succeeded ? ("", "") : (reason, endReason);
            await Changed.InvokeAsync(done);
        }
        finally
        {
            busy = false;
        }
    }
}
