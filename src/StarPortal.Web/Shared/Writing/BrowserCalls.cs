using Microsoft.JSInterop;

namespace StarPortal.Web.Shared.Writing;

/// <param name="Came">False when the browser is not there.</param>
internal readonly record struct BrowserAnswer<T>(bool Came, T? Value);

/// <summary>
/// Calls to the script of a page. A call that is on its way while the line breaks is never answered, not even when the
/// line is back: so nobody waits for ever, and that no answer came is no fault.
/// </summary>
internal static class BrowserCalls
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static CancellationTokenSource PatienceUntil(CancellationToken gone)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(gone);
        patience.CancelAfter(Patience);
        return patience;
    }

    public static async Task<BrowserAnswer<T>> AskAsync<T>(this IJSObjectReference script, string function, CancellationToken gone, params object?[] arguments)
    {
        using var patience = PatienceUntil(gone);
        try
        {
            return new(true, await script.InvokeAsync<T>(function, patience.Token, arguments));
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            return default;
        }
    }

    /// <summary>Takes leave of a page's script, whose page may be gone already.</summary>
    public static async Task LeaveAsync(this IJSObjectReference script, string? function = null)
    {
        try
        {
            if (function is not null)
            {
                await script.InvokeVoidAsync(function);
            }

            await script.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // gone with its page
        }
    }
}
