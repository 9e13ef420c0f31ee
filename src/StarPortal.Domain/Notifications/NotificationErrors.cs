namespace StarPortal.Domain.Notifications;

/// <summary>Named faults of messages, their texts and the places they go to.</summary>
public static class NotificationErrors
{
    public static readonly Error UnknownPlaceholder = Named("UnknownPlaceholder");
    public static readonly Error MissingPlaceholder = Named("MissingPlaceholder");
    public static readonly Error BrokenPlaceholder = Named("BrokenPlaceholder");
    public static readonly Error PlaceholderInSubject = Named("PlaceholderInSubject");
    public static readonly Error SubjectLength = Named("SubjectLength");
    public static readonly Error SubjectLines = Named("SubjectLines");
    public static readonly Error BodyLength = Named("BodyLength");
    public static readonly Error AlreadyBuiltIn = Named("AlreadyBuiltIn");
    public static readonly Error NoMailServer = Named("NoMailServer");
    public static readonly Error NoOwnAddress = Named("NoOwnAddress");
    public static readonly Error MailRefused = Named("MailRefused");
    public static readonly Error WebhookName = Named("WebhookName");
    public static readonly Error WebhookUrl = Named("WebhookUrl");
    public static readonly Error WebhookUrlMissing = Named("WebhookUrlMissing");
    public static readonly Error WebhookSecretMissing = Named("WebhookSecretMissing");
    public static readonly Error WebhookSecretTooLong = Named("WebhookSecretTooLong");
    public static readonly Error WebhookKindMissing = Named("WebhookKindMissing");
    public static readonly Error WebhookTooMany = Named("WebhookTooMany");
    public static readonly Error WebhookFailed = Named("WebhookFailed");
    public static readonly Error NothingToRepeat = Named("NothingToRepeat");
    public static readonly Error NothingToDrop = Named("NothingToDrop");
    public static readonly Error Mandatory = Named("Mandatory");
    public static readonly Error UnknownKind = Named("UnknownKind");

    private static Error Named(string code) => new("Notifications", code);
}

/// <summary>Who deals with what leaves the portal.</summary>
public static class NotificationAccess
{
    /// <summary>Sees the outbox without its contents, repeats and drops.</summary>
    public static bool CanManageOutbox(Actor actor) => actor.IsAdministrator || actor.IsHr;

    public static bool CanEditTemplates(Actor actor) => actor.IsHr;

    public static bool CanManageWebhooks(Actor actor) => actor.IsAdministrator;

    /// <summary>Says that an address works again.</summary>
    public static bool CanClearAddresses(Actor actor) => actor.IsHr;
}
