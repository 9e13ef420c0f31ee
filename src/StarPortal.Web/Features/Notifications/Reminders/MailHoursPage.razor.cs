using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Notifications.Calendars;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Notifications.Reminders;

/// <summary>When mail may come, days away, and the address of one's own calendar.</summary>
public sealed partial class MailHoursPage
{
    private IReadOnlyList<Error> errors = [];
    private string address = "";
    private string said = "";
    private TimeOnly quietFrom;
    private TimeOnly quietUntil;
    private DateOnly? awayFrom;
    private DateOnly? awayUntil;

    [PersistentState]
    public MailHoursPageView? View { get; set; }

    [Inject]
    private KeepMailHours Hours { get; set; } = null!;

    [Inject]
    private CalendarFeeds Feeds { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        View ??= await ReadAsync();
        if (View?.Hours is { } known)
        {
            (quietFrom, quietUntil, awayFrom, awayUntil) = (known.QuietFrom, known.QuietUntil, known.AwayFrom, known.AwayUntil);
        }
    }

    private async Task<MailHoursPageView?> ReadAsync()
    {
        var actor = await Actors.CurrentAsync();
        return await Hours.OfAsync(actor, CancellationToken.None) is { } hours ? new(hours, await Feeds.OfAsync(actor, CancellationToken.None)) : null;
    }

    private async Task SaveAsync()
    {
        var saved = await Hours.RunAsync(
            View!.Hours with { QuietFrom = quietFrom, QuietUntil = quietUntil, AwayFrom = awayFrom, AwayUntil = awayUntil }, await Actors.CurrentAsync(), CancellationToken.None);
        (errors, said) = (saved.Errors, "");
        if (saved.Succeeded)
        {
            View = await ReadAsync();
            said = RemindersText.HoursSaved;
        }
    }

    // what was typed into the hours and not saved stays as it is
    private async Task RenewAsync()
    {
        var made = await Feeds.RenewAsync(await Actors.CurrentAsync(), CancellationToken.None);
        address = made.Succeeded ? made.Value : "";
        await ReadFeedAsync();
    }

    private async Task RevokeAsync()
    {
        await Feeds.RevokeAsync(await Actors.CurrentAsync(), CancellationToken.None);
        address = "";
        await ReadFeedAsync();
    }

    private async Task ReadFeedAsync() => View = View! with { Feed = await Feeds.OfAsync(await Actors.CurrentAsync(), CancellationToken.None) };
}

/// <param name="Feed">Null without an address.</param>
public sealed record MailHoursPageView(MailHoursView Hours, FeedView? Feed);
