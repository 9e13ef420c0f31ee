namespace StarPortal.Web.Shared.Notifications;

/// <summary>How a notice leaves the portal.</summary>
public enum NoticeDelivery
{
    /// <summary>In the one digest of the day, if it is still unread then.</summary>
    Digest,

    /// <summary>By an e-mail of its own, at once: for the few things that cannot wait.</summary>
    Immediate,

    /// <summary>Not at all: it is seen in the portal only.</summary>
    PortalOnly,
}

/// <summary>A kind of notification that a feature sends; registered by it as a singleton.</summary>
/// <param name="Kind">As in <see cref="Domain.Notifications.Notice.Kind"/>.</param>
/// <param name="Sentence">Read anew on each render, in the reader's language; {0}, {1} … are the notice's values.</param>
/// <param name="Delivery">Whether it is also mailed.</param>
/// <param name="Mandatory">Nobody can switch its e-mail off.</param>
/// <param name="Word">Writes the value of that number in the current language, for example the name of a job; null takes values as they are.</param>
public sealed record NoticeKind(
    string Kind,
    Func<string> Sentence,
    NoticeDelivery Delivery = NoticeDelivery.Digest,
    bool Mandatory = false,
    Func<int, string, string>? Word = null);
