using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using StarPortal.Domain;

namespace StarPortal.Web.Features.Templates;

/// <summary>Saving: by itself two seconds after the last change, by button, and before leaving. One save at a time.</summary>
public sealed partial class DraftVersion
{
    private static readonly TimeSpan silence = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource gone = new();
    private Task turn = Task.CompletedTask;
    private DateTime? savedAt;
    private int version;
    private int touches;
    private bool dirty;
    private bool busy;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private async Task SaveSoonAsync()
    {
        var seen = touches;
        try
        {
            await Task.Delay(silence, Clock, gone.Token);
            await InvokeAsync(async () =>
            {
                // somebody still types, or has to choose between two versions first
                if (seen == touches && dirty && !outdated)
                {
                    await RunAsync(SaveDraftAsync);
                    StateHasChanged();
                    await CorrelateAsync();
                    StateHasChanged();
                }
            });
        }
        catch (OperationCanceledException)
        {
            // the page is gone; leaving it has saved
        }
        catch (UnauthorizedAccessException fault)
        {
            // nobody awaits this save: the page has to hear that the session ended
            await DispatchExceptionAsync(fault);
        }
        catch (ObjectDisposedException)
        {
            // gone between the delay and the save
        }
    }

    private async Task SaveAsync()
    {
        await FlushAsync();
        await RunAsync(SaveDraftAsync);
    }

    private async Task<Result> SaveDraftAsync()
    {
        var seen = touches;
        var saved = await Editing.Edit.RunAsync(new(View.Reference, definition, version), await Actors.CurrentAsync(), CancellationToken.None);
        if (saved.Succeeded)
        {
            version = saved.Value;
            dirty = touches != seen;
            savedAt = Formats.Now;
        }

        return saved;
    }

    private Task LoadAgainAsync() => Reload.InvokeAsync();

    /// <summary>Somebody else saved meanwhile, and this reader decides that what is here shall hold.</summary>
    private async Task KeepMineAsync()
    {
        await FlushAsync();
        await RunAsync(async () =>
        {
            var stored = await Editing.Queries.FindAsync(View.Reference, await Actors.CurrentAsync(), gone.Token);
            version = stored?.Version ?? version;
            return await SaveDraftAsync();
        });
    }

    private async Task RunAsync(Func<Task<Result>> work)
    {
        var before = turn;
        var done = new TaskCompletionSource();
        turn = done.Task;
        await before;
        busy = true;
        try
        {
            errors = (await work()).Errors;
        }
        finally
        {
            busy = false;
            done.SetResult();
        }
    }

    /// <summary>Saves without asking; only what cannot be saved is asked about.</summary>
    private async Task SaveBeforeLeavingAsync(LocationChangingContext context)
    {
        if (dirty && !outdated)
        {
            await FlushAsync();
            await RunAsync(SaveDraftAsync);
        }

        if (dirty && !await ConfirmAsync(TemplatesText.LeaveAsk, TemplatesText.Leave))
        {
            context.PreventNavigation();
        }
    }
}
