namespace StarPortal.Web.Shared.Notifications;

/// <summary>A kind of notification that a feature sends; registered by it as a singleton.</summary>
/// <param name="Kind">As in <see cref="Domain.Notifications.Notice.Kind"/>.</param>
/// <param name="Sentence">Read anew on each render, in the reader's language; {0}, {1} … are the notice's values.</param>
public sealed record NoticeKind(string Kind, Func<string> Sentence);
