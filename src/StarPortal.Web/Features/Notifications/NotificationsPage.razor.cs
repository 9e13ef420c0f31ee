using Microsoft.AspNetCore.Components;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Notifications;

public sealed partial class NotificationsPage
{
    private bool onlyUnread;
    private int page = 1;

    [PersistentState]
    public Page<NotificationRow>? View { get; set; }

    [Inject]
    private NotificationQueries Queries { get; set; } = null!;

    [Inject]
    private ReadNotifications Read { get; set; } = null!;

    [Inject]
    private NotificationSignal Signal { get; set; } = null!;

    [Inject]
    private NoticeSentences Sentences { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync() => View ??= await LoadAsync();

    private async Task GoToAsync(int to)
    {
        page = to;
        View = await LoadAsync();
    }

    private async Task OpenAsync(NotificationRow row)
    {
        if (!row.IsRead)
        {
            await Read.OneAsync(row.Id, await Actors.CurrentAsync(), CancellationToken.None);
            Signal.Raise();
        }

        Navigation.NavigateTo(row.Link);
    }

    private async Task ReadAllAsync()
    {
        // newest first: everything on earlier pages and below has been there already
        if (View?.Rows is [var newest, ..])
        {
            await Read.UpToAsync(newest.Id, await Actors.CurrentAsync(), CancellationToken.None);
            Signal.Raise();
            await GoToAsync(1);
        }
    }

    private async Task<Page<NotificationRow>> LoadAsync() =>
        await Queries.MineAsync(await Actors.CurrentAsync(), onlyUnread, page, CancellationToken.None);
}
