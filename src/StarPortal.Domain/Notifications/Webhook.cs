namespace StarPortal.Domain.Notifications;

/// <summary>In which form a webhook is called.</summary>
public enum WebhookFormat
{
    /// <summary>Our own JSON, signed with HMAC-SHA256.</summary>
    Generic,
    DingTalk,
    Feishu,
    WeCom,
}

/// <summary>What an administrator says of a webhook.</summary>
/// <param name="Url">Empty keeps the present one.</param>
/// <param name="Secret">Empty keeps the present one.</param>
public sealed record WebhookWish(string Name, WebhookFormat Format, string Url, string Secret, string Language, IReadOnlyList<string> Kinds, bool Enabled);

/// <summary>An address outside, such as a chat robot's, that is told what is announced. Address and secret are stored protected and never shown again.</summary>
public sealed class Webhook : IVersioned
{
    public const int NameLimit = 100;
    public const int UrlLimit = 1_000;
    public const int SecretLimit = 200;
    public const int Most = 50;

    private Webhook()
    {
    }

    public Webhook(WebhookWish wish, string host, string protectedUrl, string? protectedSecret, DateTime now)
    {
        CreatedAt = now;
        Apply(wish, host, protectedUrl, protectedSecret);
    }

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    public WebhookFormat Format { get; private set; }

    /// <summary>The part of the address that everybody may see.</summary>
    public string Host { get; private set; } = "";

    /// <summary>Protected, because the addresses of chat robots are themselves a secret.</summary>
    public string ProtectedUrl { get; private set; } = "";

    public string? ProtectedSecret { get; private set; }

    /// <summary>The culture that its sentences are written in.</summary>
    public string Language { get; private set; } = "en-US";

    /// <summary>The kinds of announcement that it is told.</summary>
    public IReadOnlyList<string> Kinds { get; private set; } = [];

    public bool Enabled { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>What is wrong with the wish, apart from its address.</summary>
    public static IReadOnlyList<Error> Check(WebhookWish wish, bool isNew)
    {
        var faults = new List<Error>();
        if (string.IsNullOrWhiteSpace(wish.Name) || wish.Name.Trim().Length > NameLimit)
        {
            faults.Add(NotificationErrors.WebhookName.With(NameLimit));
        }

        if (isNew && wish.Url.Length == 0)
        {
            faults.Add(NotificationErrors.WebhookUrlMissing);
        }

        if (wish.Url.Length > UrlLimit)
        {
            faults.Add(NotificationErrors.WebhookUrl);
        }

        if (wish.Secret.Length > SecretLimit)
        {
            faults.Add(NotificationErrors.WebhookSecretTooLong.With(SecretLimit));
        }

        if (isNew && wish.Secret.Length == 0 && wish.Format == WebhookFormat.Generic)
        {
            faults.Add(NotificationErrors.WebhookSecretMissing);
        }

        if (wish.Kinds.Count == 0)
        {
            faults.Add(NotificationErrors.WebhookKindMissing);
        }

        return faults;
    }

    /// <param name="wish">Checked before.</param>
    /// <param name="host">Of the new address; null keeps the present one.</param>
    /// <param name="protectedUrl">Null keeps the present one.</param>
    /// <param name="protectedSecret">Null keeps the present one.</param>
    public void Apply(WebhookWish wish, string? host, string? protectedUrl, string? protectedSecret)
    {
        (Name, Format, Language, Enabled) = (wish.Name.Trim(), wish.Format, wish.Language, wish.Enabled);
        Kinds = [.. wish.Kinds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Host = host ?? Host;
        ProtectedUrl = protectedUrl ?? ProtectedUrl;
        ProtectedSecret = protectedSecret ?? ProtectedSecret;
    }
}
