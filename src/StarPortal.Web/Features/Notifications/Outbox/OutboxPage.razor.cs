using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Notifications.Webhooks;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Outbox;

/// <summary>What leaves the portal: its state, never its contents.</summary>
public sealed partial class OutboxPage
{
    private IReadOnlyList<Error> errors = [];
    private OutboxRow? dropping;
    private OutboxState? state;
    private OutboxChannel? channel;
    private int page = 1;
    private string text = "";
    private string reason = "";
    private string? done;

    [PersistentState]
    public OutboxView? View { get; set; }

    [PersistentState]
    public bool MayClear { get; set; }

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private OutboxQueries Queries { get; set; } = null!;

    [Inject]
    private RepeatMessages Repeat { get; set; } = null!;

    [Inject]
    private DropMessage Drop { get; set; } = null!;

    [Inject]
    private ClearRefusedAddress Clear { get; set; } = null!;

    [Inject]
    private AnnouncementSentences Announcements { get; set; } = null!;

    [Inject]
    private IEnumerable<MailKind> MailKinds { get; set; } = null!;

    [Inject]
    private Formats Formats { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (View is null)
        {
            MayClear = NotificationAccess.CanClearAddresses(await Actors.CurrentAsync());
            View = await LoadAsync();
        }
    }

    private static string StateLabel(OutboxState state) => Label($"OutboxState_{state}");

    private static string ChannelLabel(OutboxChannel channel) => Label($"OutboxChannel_{channel}");

    private static string SkipLabel(SkipReason reason) => Label($"SkipReason_{reason}");

    private static string Label(string key) => NotificationsText.Resources.GetString(key, CultureInfo.CurrentUICulture)!;

    private static string Tone(OutboxState state) => state switch
    {
        OutboxState.Sent => "good",
        OutboxState.Dead => "bad",
        OutboxState.Skipped => "warn",
        _ => "",
    };

    private string KindLabel(OutboxRow row) => row.Channel == OutboxChannel.Email
        ? MailKinds.FirstOrDefault(k => k.Kind == row.Kind)?.Label() ?? row.Kind
        : Announcements.Kinds().FirstOrDefault(k => k.Kind == row.Kind).Label ?? row.Kind;

    private int Count(OutboxState of) => View?.Counts.GetValueOrDefault(of) ?? 0;

    private void Ask(OutboxRow row) => (dropping, reason, errors, done) = (row, "", [], null);

    private async Task GoToAsync(int to)
    {
        page = to;
        View = await LoadAsync();
    }

    private async Task RepeatAsync(int? id)
    {
        var repeated = await Repeat.RunAsync(id, await Actors.CurrentAsync(), CancellationToken.None);
        await ShowAsync(repeated, repeated.Succeeded ? string.Format(CultureInfo.CurrentCulture, NotificationsText.Repeated, Formats.Count(repeated.Value)) : null);
    }

    private async Task DropAsync(OutboxRow row)
    {
        var dropped = await Drop.RunAsync(row.Id, reason, await Actors.CurrentAsync(), CancellationToken.None);
        dropping = dropped.Succeeded ? null : row;
        await ShowAsync(dropped, NotificationsText.Dropped);
    }

    private async Task ClearAsync(RefusedAddressRow row) =>
        await ShowAsync(await Clear.RunAsync(row.Address, await Actors.CurrentAsync(), CancellationToken.None), NotificationsText.RefusedCleared);

    private async Task ShowAsync(Result result, string? success)
    {
        (errors, done) = (result.Errors, result.Succeeded ? success : null);
        View = await LoadAsync();
    }

    private async Task<OutboxView> LoadAsync() => await Queries.ReadAsync(new OutboxFilter(state, channel, text), page, await Actors.CurrentAsync(), CancellationToken.None);
}
