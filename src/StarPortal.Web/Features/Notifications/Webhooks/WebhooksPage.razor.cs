using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Notifications.Webhooks;

/// <summary>Chat robots and other programs that are told what is announced.</summary>
public sealed partial class WebhooksPage
{
    private readonly HashSet<string> kinds = new(StringComparer.Ordinal);
    private IReadOnlyList<Error> errors = [];
    private WebhookRow? present;
    private WebhookRow? removing;
    private WebhookFormat format;
    private bool editing;
    private bool enabled;
    private string name = "";
    private string url = "";
    private string secret = "";
    private string language = Languages.English;
    private string? done;

    [PersistentState]
    public IReadOnlyList<WebhookRow>? Rows { get; set; }

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private WebhookQueries Queries { get; set; } = null!;

    [Inject]
    private AnnouncementSentences Sentences { get; set; } = null!;

    [Inject]
    private SaveWebhook Save { get; set; } = null!;

    [Inject]
    private RemoveWebhook Remove { get; set; } = null!;

    [Inject]
    private TestWebhook Test { get; set; } = null!;

    [Inject]
    private Shared.Formats Formats { get; set; } = null!;

    protected override async Task OnInitializedAsync() => Rows ??= await LoadAsync();

    private static string FormatLabel(WebhookFormat format) => NotificationsText.Resources.GetString($"WebhookFormat_{format}", CultureInfo.CurrentUICulture)!;

    private string Told(WebhookRow row)
    {
        var all = Sentences.Kinds();
        var told = all.Where(k => row.Kinds.Contains(k.Kind)).Select(k => k.Label).ToList();
        return told.Count == all.Count ? NotificationsText.WebhookEverything : string.Join(NotificationsText.WebhookAnd, told);
    }

    private async Task<IReadOnlyList<WebhookRow>> LoadAsync() => await Queries.ListAsync(await Actors.CurrentAsync(), CancellationToken.None);

    private void Edit(WebhookRow? row)
    {
        (present, editing, done, errors, url, secret) = (row, true, null, [], "", "");
        (name, format, language, enabled) = row is null ? ("", WebhookFormat.Generic, CultureInfo.CurrentUICulture.Name, true) : (row.Name, row.Format, row.Language, row.Enabled);
        kinds.Clear();
        kinds.UnionWith(row?.Kinds ?? [.. Sentences.Kinds().Select(k => k.Kind)]);
    }

    private void Toggle(string kind)
    {
        if (!kinds.Remove(kind))
        {
            kinds.Add(kind);
        }
    }

    private async Task SaveAsync()
    {
        var wish = new WebhookWish(name, format, url, secret, language, [.. kinds], enabled);
        var saved = await Save.RunAsync(wish, present?.Id, present?.Version ?? 0, await Actors.CurrentAsync(), CancellationToken.None);
        await ShowAsync(saved, NotificationsText.WebhookSaved);
        editing = saved.Failed;
        (url, secret) = saved.Failed ? (url, secret) : ("", "");
    }

    private async Task TestAsync(WebhookRow row) =>
        await ShowAsync(await Test.RunAsync(row.Id, await Actors.CurrentAsync(), CancellationToken.None), string.Format(CultureInfo.CurrentCulture, NotificationsText.WebhookTested, row.Name));

    private async Task RemoveAsync(WebhookRow row)
    {
        await ShowAsync(await Remove.RunAsync(row.Id, await Actors.CurrentAsync(), CancellationToken.None), string.Format(CultureInfo.CurrentCulture, NotificationsText.WebhookRemoved, row.Name));
        (removing, editing) = (null, false);
    }

    private async Task ShowAsync(Result result, string success)
    {
        (errors, done) = (result.Errors, result.Succeeded ? success : null);
        Rows = await LoadAsync();
    }
}
