namespace StarPortal.Domain.Notifications;

/// <summary>One state of the text of a kind of mail in one language; the highest number counts. Nothing is ever changed or deleted.</summary>
public sealed class MailTemplateVersion
{
    public const int SubjectLimit = 200;
    public const int BodyLimit = 8_000;

    private MailTemplateVersion()
    {
    }

    /// <param name="subject">Null, with <paramref name="body"/>, goes back to the built-in text.</param>
    public MailTemplateVersion(string kind, string language, int number, string? subject, string? body, Actor actor, DateTime now)
    {
        (Kind, Language, Number, Subject, Body) = (kind, language, number, subject, body);
        (EditedById, EditedBy, EditedAt) = (actor.AccountId, actor.Name, now);
    }

    public int Id { get; private set; }

    public string Kind { get; private set; } = "";

    /// <summary>A culture name.</summary>
    public string Language { get; private set; } = "";

    /// <summary>1 upwards; 0 stands for the built-in text before anybody changed it.</summary>
    public int Number { get; private set; }

    /// <summary>Null for the built-in text.</summary>
    public string? Subject { get; private set; }

    /// <summary>Null for the built-in text.</summary>
    public string? Body { get; private set; }

    public int EditedById { get; private set; }

    public string EditedBy { get; private set; } = "";

    public DateTime EditedAt { get; private set; }
}
