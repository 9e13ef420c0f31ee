using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Notifications;

public sealed partial class NotificationBell
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private readonly CancellationTokenSource away = new();
    private IDisposable? watching;
    private string news = "";

    [PersistentState]
    public int? Unread { get; set; }

    [Inject]
    private NotificationQueries Queries { get; set; } = null!;

    [Inject]
    private NotificationSignal Signal { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private NoticeWatch Watch { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private ILogger<NotificationBell> Log { get; set; } = null!;

    private string Label => Unread > 0 ? string.Format(CultureInfo.CurrentCulture, NotificationsText.BellUnread, Unread) : NotificationsText.Bell;

    public void Dispose()
    {
        Signal.Read -= LookAgain;
        watching?.Dispose();
        away.Cancel();
        away.Dispose();
    }

    protected override async Task OnInitializedAsync() => Unread ??= await CountAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            Signal.Read += LookAgain;
            watching = Watch.For((await Actors.CurrentAsync(away.Token)).EmployeeId, LookAgain);
            await WatchAsync(away.Token);
        }
    }

    private async Task WatchAsync(CancellationToken gone)
    {
        using var timer = new PeriodicTimer(Pause, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(gone))
            {
                await LookAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // the page was left
        }
    }

    private void LookAgain() => _ = InvokeAsync(LookAsync);

    private async Task LookAsync()
    {
        try
        {
            var before = Unread;
            Unread = await CountAsync();
            if (Unread != before)
            {
                news = Unread > before ? Label : "";
                StateHasChanged();
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // a database that is away for a moment must not take the page down
            Log.LogWarning(failure, "Unread notifications could not be counted; tried again soon.");
        }
    }

    private async Task<int> CountAsync() => await Queries.CountUnreadAsync(await Actors.CurrentAsync(), away.Token);
}
