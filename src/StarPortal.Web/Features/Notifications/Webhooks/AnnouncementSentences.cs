using System.Globalization;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Webhooks;

/// <summary>Announcements in the language of who is told; moments in the company's zone.</summary>
public sealed class AnnouncementSentences(IEnumerable<AnnouncementKind> kinds, PortalLinks links, TimeProvider clock, Microsoft.Extensions.Options.IOptions<Shared.Hosting.PortalOptions> options)
{
    private readonly Dictionary<string, AnnouncementKind> kinds = kinds.ToDictionary(k => k.Kind);

    /// <summary>All kinds with their labels in the reader's language.</summary>
    public IReadOnlyList<(string Kind, string Label)> Kinds() =>
        [.. kinds.Values.Select(k => (k.Kind, k.Label())).OrderBy(k => k.Item2, StringComparer.CurrentCulture)];

    public bool Knows(string kind) => kinds.ContainsKey(kind);

    public WebhookNews Write(string id, Announcement announcement, string language, DateTime at)
    {
        using var reading = Reading.In(Shared.Hosting.Languages.Nearest(language));
        var formats = new Formats(clock);
        formats.WriteIn(options.Value.TimeZone);
        var text = kinds.TryGetValue(announcement.Kind, out var kind)
            ? string.Format(CultureInfo.CurrentCulture, kind.Sentence(), [.. announcement.Args.Select((a, i) => kind.Word is null ? Written(a, formats) : kind.Word(i, Written(a, formats))).Concat(Enumerable.Repeat("", 6))])
            : announcement.Kind == TestWebhook.Kind ? NotificationsText.WebhookTestSentence : NotificationsText.UnknownKind;
        return new WebhookNews(id, announcement.Kind, text, links.Absolute(announcement.Link), language, at);
    }

    private static string Written(string value, Formats formats) =>
        value.EndsWith('Z') && DateTime.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? formats.Moment(at)
        : MailText.Clean(value);
}
