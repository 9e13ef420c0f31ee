using System.Text.Json;

namespace StarPortal.Domain.Notifications;

/// <summary>How a message leaves the portal.</summary>
public enum OutboxChannel
{
    Email,
    Webhook,
}

/// <summary>Where a message is on its way.</summary>
public enum OutboxState
{
    /// <summary>To be sent when its time has come.</summary>
    Waiting,

    /// <summary>A program has taken it for a while; after a crash another takes it when that while is over.</summary>
    Sending,

    Sent,

    /// <summary>Given up; a person may have it tried again.</summary>
    Dead,

    /// <summary>Not to be sent, see <see cref="OutboxMessage.SkippedBecause"/>.</summary>
    Skipped,
}

/// <summary>Why a message is not sent.</summary>
public enum SkipReason
{
    /// <summary>The person switched this kind off.</summary>
    Unsubscribed,

    /// <summary>The person has no address.</summary>
    NoAddress,

    /// <summary>The person has left the company.</summary>
    Left,

    /// <summary>No mail server was set up for a week, or the chat robot is gone or switched off.</summary>
    NotConfigured,

    /// <summary>The address refused an earlier mail for good.</summary>
    AddressRefuses,

    /// <summary>An administrator or HR took it out.</summary>
    Dropped,
}

/// <summary>
/// A message to somewhere outside, written in the transaction of what it tells and sent by a job: none is lost by a crash, and
/// at most one is sent twice by one. Rows are changed by compare-and-set only, so this class has no methods that change it.
/// </summary>
public sealed class OutboxMessage
{
    public const int KeyLimit = 200;
    public const int ErrorLimit = 500;

    private OutboxMessage()
    {
    }

    private OutboxMessage(OutboxChannel channel, string key, string kind, string content, DateTime now)
    {
        (Channel, Key, Kind, Content) = (channel, key, kind, content);
        (CreatedAt, NextAttemptAt) = (now, now);
    }

    public int Id { get; private set; }

    public OutboxChannel Channel { get; private set; }

    /// <summary>What it is for, for example <c>digest:17:2026-11-27</c>: a second message with the same key is not taken.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The kind of mail or announcement.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>To whom; null for a webhook or an address that is nobody's in the company.</summary>
    public int? EmployeeId { get; private set; }

    public int? WebhookId { get; private set; }

    /// <summary>E-mail address; of an employee the one that it was or will be sent to.</summary>
    public string Address { get; private set; } = "";

    /// <summary><see cref="MailContent"/> or <see cref="Announcement"/> as JSON; null when it was removed after its time.</summary>
    public string? Content { get; private set; }

    public OutboxState State { get; private set; }

    public SkipReason? SkippedBecause { get; private set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; private set; }

    /// <summary>UTC; not tried before.</summary>
    public DateTime NextAttemptAt { get; private set; }

    /// <summary>The run that holds it while <see cref="OutboxState.Sending"/>.</summary>
    public string? LeaseOwner { get; private set; }

    public DateTime? LeaseUntil { get; private set; }

    /// <summary>What the other side said last; no secret and nothing of the content.</summary>
    public string? LastError { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? SentAt { get; private set; }

    /// <param name="notBefore">UTC; null for at once.</param>
    public static OutboxMessage Mail(string key, string kind, int? employeeId, string address, MailContent content, DateTime now, DateTime? notBefore = null) =>
        new(OutboxChannel.Email, key, kind, JsonSerializer.Serialize(content, JsonSerializerOptions.Web), now)
        {
            EmployeeId = employeeId,
            Address = address,
            NextAttemptAt = notBefore ?? now,
        };

    public static OutboxMessage ForWebhook(int webhookId, Announcement announcement, DateTime now) =>
        new(OutboxChannel.Webhook, $"hook:{webhookId}:{announcement.Kind}:{announcement.Key}", announcement.Kind, JsonSerializer.Serialize(announcement, JsonSerializerOptions.Web), now)
        {
            WebhookId = webhookId,
        };

    /// <summary>The mail that it holds; null when that was removed.</summary>
    public static MailContent? MailOf(string? content) =>
        content is null ? null : JsonSerializer.Deserialize<MailContent>(content, JsonSerializerOptions.Web);

    /// <summary>The announcement that it holds; null when that was removed.</summary>
    public static Announcement? AnnouncementOf(string? content) =>
        content is null ? null : JsonSerializer.Deserialize<Announcement>(content, JsonSerializerOptions.Web);
}

/// <summary>A mail as it goes out.</summary>
/// <param name="ToName">The recipient's name.</param>
/// <param name="Language">A culture name.</param>
/// <param name="UnsubscribeUrl">Absolute; null for kinds that cannot be switched off.</param>
/// <param name="OptOutKind">What the recipient may have switched off by the time it is sent; null for what cannot be.</param>
public sealed record MailContent(
    string ToName,
    string Language,
    string Subject,
    string Html,
    string Text,
    IReadOnlyList<MailAttachment> Attachments,
    string? UnsubscribeUrl = null,
    string? OptOutKind = null);

/// <summary>A small text file that goes with a mail, such as a calendar entry.</summary>
/// <param name="ContentType">For example <c>text/calendar; method=PUBLISH</c>.</param>
public sealed record MailAttachment(string FileName, string ContentType, string Text);
