using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Reviews.Evidence;

/// <summary>The panel beside a form; a source that fails leaves the others and the form as they are.</summary>
public sealed partial class EvidencePanel : IAsyncDisposable
{
    private readonly CancellationTokenSource gone = new();
    private ElementReference root;
    private IJSObjectReference? module;
    private IReadOnlyList<EvidencePiece>? pieces;
    private int failed;

    [Parameter, EditorRequired]
    public EvidenceAbout About { get; set; } = null!;

    /// <summary>What the form has loaded itself, shown first.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private IEnumerable<IReviewEvidence> Sources { get; set; } = [];

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private ILogger<EvidencePanel> Log { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        try
        {
            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the browser is gone already
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            module = await Script.InvokeAsync<IJSObjectReference>("import", gone.Token, "./" + Assets["js/evidence-panel.js"]);
            await module.InvokeVoidAsync("attach", gone.Token, root);
            await LoadAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // the page is left
        }
    }

    private async Task LoadAsync()
    {
        var actor = await Actors.CurrentAsync(gone.Token);
        var found = new List<EvidencePiece>();
        foreach (var source in Sources.OrderBy(s => s.Order))
        {
            found.AddRange(await AskAsync(source, actor));
        }

        pieces = found;
        StateHasChanged();
    }

    private async Task<IReadOnlyList<EvidencePiece>> AskAsync(IReviewEvidence source, Actor actor)
    {
        try
        {
            return await source.ForAsync(About, actor, gone.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(Log, source.GetType().Name, About.ReviewId, e);
            failed++;
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Source} could not offer evidence for review {ReviewId}")]
    private static partial void LogFailed(ILogger logger, string source, int reviewId, Exception exception);
}
