using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Shared.Notifications;

/// <summary>A kind of mail that a feature sends; registered by it as a singleton. HR may edit its text.</summary>
/// <param name="Kind">Stable, for example <c>Digest</c>.</param>
/// <param name="Label">What HR and the recipients call it, in the reader's language.</param>
/// <param name="Subject">The built-in subject with placeholders, in the reader's language.</param>
/// <param name="Body">The built-in text, see <see cref="MailText"/>, in the reader's language.</param>
/// <param name="Placeholders">What its text may hold besides those that every mail has.</param>
/// <param name="Mandatory">Nobody can switch it off.</param>
/// <param name="OptOutIsOwn">False for a mail that is switched off by what it tells (a notice) instead of by its own kind.</param>
public sealed record MailKind(
    string Kind,
    Func<string> Label,
    Func<string> Subject,
    Func<string> Body,
    IReadOnlyList<MailPlaceholder> Placeholders,
    bool Mandatory = false,
    bool OptOutIsOwn = true);

/// <summary>A name in braces that a mail's text may hold.</summary>
/// <param name="Name">Small letters, digits and hyphens.</param>
/// <param name="Meaning">In the reader's language.</param>
/// <param name="Sample">For the preview, in the reader's language.</param>
/// <param name="Mandatory">A text without it would be of no use.</param>
public sealed record MailPlaceholder(string Name, Func<string> Meaning, Func<MailValue> Sample, bool Mandatory = false);

/// <summary>A kind of announcement that webhooks may be told; registered by a feature as a singleton.</summary>
/// <param name="Kind">As in <see cref="Announcement.Kind"/>.</param>
/// <param name="Label">What it is called where kinds are chosen.</param>
/// <param name="Sentence">With {0}, {1} … for the values; both in the current language.</param>
/// <param name="Word">Writes the value of that number in the current language, for example the name of a phase; null takes values as they are.</param>
public sealed record AnnouncementKind(string Kind, Func<string> Label, Func<string> Sentence, Func<int, string, string>? Word = null);
