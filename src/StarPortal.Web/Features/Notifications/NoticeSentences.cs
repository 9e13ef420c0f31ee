using System.Globalization;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications;

/// <summary>Notices in the reader's language and time zone.</summary>
public sealed class NoticeSentences(IEnumerable<NoticeKind> kinds)
{
    private readonly Dictionary<string, NoticeKind> kinds = kinds.ToDictionary(k => k.Kind);

    /// <summary>The sentence with its values; a plain one for a kind of a later version.</summary>
    /// <param name="kind">As it was sent.</param>
    /// <param name="args">Values; a moment in the round-trip form is written as the reader's date and time.</param>
    /// <param name="formats">Of the reader.</param>
    public string Of(string kind, IReadOnlyList<string> args, Formats formats) =>
        kinds.TryGetValue(kind, out var known)
            ? string.Format(CultureInfo.CurrentCulture, known.Sentence(), [.. args.Select((a, i) => known.Word is null ? Written(a, formats) : known.Word(i, Written(a, formats))).Concat(Enumerable.Repeat("", 6))])
            : NotificationsText.UnknownKind;

    private static string Written(string value, Formats formats) =>
        value.EndsWith('Z') && DateTime.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
            ? formats.Moment(at)
            : value;
}
