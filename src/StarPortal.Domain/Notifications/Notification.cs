namespace StarPortal.Domain.Notifications;

/// <summary>What one person is told, before it is theirs.</summary>
/// <param name="Kind">Named as <c>Feature.Event</c>, for example <c>Reviews.Declined</c>; the sentence is a text of that feature.</param>
/// <param name="Key">What it is about, for example <c>review:17</c>: the same person is told the same kind about the same thing once only.</param>
/// <param name="Link">Where it leads, a path of the portal.</param>
/// <param name="Args">
/// Values of the sentence, such as names. Never a review's text, and nothing that the recipient may not know: who is told
/// decides what may stand here.
/// </param>
public sealed record Notice(string Kind, string Key, string Link, params IReadOnlyList<string> Args);

/// <summary>Something a person was told; written in the transaction of what happened.</summary>
public sealed class Notification
{
    private Notification()
    {
    }

    public Notification(int employeeId, Notice notice, DateTime now)
    {
        EmployeeId = employeeId;
        (Kind, Key, Link, Args) = (notice.Kind, notice.Key, notice.Link, notice.Args);
        CreatedAt = now;
    }

    public int Id { get; private set; }

    /// <summary>Who is told.</summary>
    public int EmployeeId { get; private set; }

    public string Kind { get; private set; } = "";

    public string Key { get; private set; } = "";

    public string Link { get; private set; } = "";

    public IReadOnlyList<string> Args { get; private set; } = [];

    public DateTime CreatedAt { get; private set; }

    public DateTime? ReadAt { get; private set; }

    /// <summary>When it was put into a mail, its own or a digest.</summary>
    public DateTime? MailedAt { get; private set; }
}
