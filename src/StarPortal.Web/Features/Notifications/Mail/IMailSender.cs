using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Features.Notifications.Mail;

/// <summary>What became of a mail.</summary>
public enum MailFate
{
    Sent,

    /// <summary>Refused for now.</summary>
    Later,

    /// <summary>Refused for good.</summary>
    Refused,

    /// <summary>There is no such mailbox.</summary>
    AddressRefused,

    /// <summary>The server could not be reached or does not let us in: no other mail would fare better now.</summary>
    Unavailable,
}

/// <param name="Error">What the server said.</param>
public sealed record MailOutcome(MailFate Fate, string? Error = null);

/// <summary>A mail with its address.</summary>
/// <param name="Key">The same key gives the same Message-ID, so that mail programs show a mail that came twice once.</param>
public sealed record OutgoingMail(string Key, string Address, MailContent Content);

/// <summary>The way to the mail server.</summary>
public interface IMailSender
{
    /// <summary>A connection for as many mails as follow one another; made with the first.</summary>
    IMailSession Open();
}

public interface IMailSession : IDisposable
{
    Task<MailOutcome> SendAsync(OutgoingMail mail, CancellationToken cancellation);
}
