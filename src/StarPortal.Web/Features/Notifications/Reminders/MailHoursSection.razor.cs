using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Notifications.Calendars;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Notifications.Reminders;

public sealed partial class MailHoursSection
{
    private IReadOnlyList<Error> errors = [];
    private MailHoursView? hours;
    private FeedView? feed;
    private string address = "";
    private string said = "";
    private TimeOnly quietFrom;
    private TimeOnly quietUntil;
    private DateOnly? awayFrom;
    private DateOnly? awayUntil;

    [Inject]
    private KeepMailHours Hours { get; set; } = null!;

    [Inject]
    private CalendarFeeds Feeds { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var actor = await Actors.CurrentAsync();
        feed = await Feeds.OfAsync(actor, CancellationToken.None);
        hours = await Hours.OfAsync(actor, CancellationToken.None);
        if (hours is { } known)
        {
            (quietFrom, quietUntil, awayFrom, awayUntil) = (known.QuietFrom, known.QuietUntil, known.AwayFrom, known.AwayUntil);
        }
    }

    private async Task SaveAsync()
    {
        var saved = await Hours.RunAsync(
            hours! with { QuietFrom = quietFrom, QuietUntil = quietUntil, AwayFrom = awayFrom, AwayUntil = awayUntil }, await Actors.CurrentAsync(), CancellationToken.None);
        (errors, said) = (saved.Errors, "");
        if (saved.Succeeded)
        {
            await LoadAsync();
            said = RemindersText.HoursSaved;
        }
    }

    private async Task RenewAsync()
    {
        var made = await Feeds.RenewAsync(await Actors.CurrentAsync(), CancellationToken.None);
        address = made.Succeeded ? made.Value : "";
        await LoadAsync();
    }

    private async Task RevokeAsync()
    {
        await Feeds.RevokeAsync(await Actors.CurrentAsync(), CancellationToken.None);
        address = "";
        await LoadAsync();
    }
}
