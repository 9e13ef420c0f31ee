using Microsoft.AspNetCore.Components;
using Radzen;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>Closes a cycle: what is checked, what follows, then step by step while it happens, and the protocol for good.</summary>
public sealed partial class ClosingPage : IDisposable
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource gone = new();
    private readonly Dictionary<string, string> reasons = [];
    private IReadOnlyList<Error> errors = [];
    private bool busy;

    [Parameter]
    public int Id { get; set; }

    [PersistentState]
    public ClosingView? View { get; set; }

    [Inject]
    private ClosingQueries Queries { get; set; } = null!;

    [Inject]
    private StartClosing Start { get; set; } = null!;

    [Inject]
    private ReopenCycle Reopen { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    public void Dispose() => gone.Cancel();

    protected override async Task OnParametersSetAsync()
    {
        if (View?.CycleId != Id)
        {
            await LoadAsync();
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = InvokeAsync(FollowAsync);
        }
    }

    private async Task LoadAsync()
    {
        View = await Queries.FindAsync(Id, await Actors.CurrentAsync(), CancellationToken.None);
        if (View is null)
        {
            Navigation.NotFound();
        }
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    /// <summary>Looks anew every second while steps are carried out, by whichever node.</summary>
    private async Task FollowAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Refresh);
            while (await timer.WaitForNextTickAsync(gone.Token))
            {
                if (View is { IsBeingClosed: true })
                {
                    await ReloadAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the page is left
        }
    }

    private async Task CloseAsync()
    {
        if (await Dialogs.Confirm(CyclesText.CloseFollows, CyclesText.CloseCycle, new ConfirmOptions { OkButtonText = CyclesText.CloseCycle, CancelButtonText = SharedText.Back }) != true)
        {
            return;
        }

        var overridden = View!.Checks.Where(c => c.Severity == ClosingSeverity.NeedsReason && !string.IsNullOrWhiteSpace(reasons.GetValueOrDefault(c.Name)))
            .Select(c => new OverriddenCheck(c.Name, reasons[c.Name].Trim())).ToList();
        await DoAsync(async () => await Start.RunAsync(Id, View.Version, overridden, await Actors.CurrentAsync(), CancellationToken.None));
    }

    /// <summary>The latest closing, or the taking back of it.</summary>
    private Task RetryAsync() => DoAsync(async () => View!.Protocols[0].State == ClosingState.Reversing
        ? await Reopen.RetryAsync(Id, await Actors.CurrentAsync(), CancellationToken.None)
        : await Start.RetryAsync(Id, await Actors.CurrentAsync(), CancellationToken.None));

    private async Task DoAsync(Func<Task<Result>> act)
    {
        busy = true;
        try
        {
            await DoneAsync(await act());
        }
        finally
        {
            busy = false;
        }
    }

    private async Task DoneAsync(Result result)
    {
        errors = result.Errors;
        await LoadAsync();
    }
}
