using System.Net.Mail;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Features.Notifications.Mail;

/// <summary>What a refusal of the mail server means for the mail, and for the others.</summary>
internal static partial class SmtpFaults
{
    private const int NotConnected = -1;
    private const int FirstRefusal = 400;
    private const int FirstForGood = 500;
    private const int Closing = 421;

    public static MailOutcome Of(SmtpException failure)
    {
        var code = (int)failure.StatusCode;
        var inner = failure.InnerException;
        var error = MailText.Shortened(MailText.Clean(inner is null || inner is SmtpException ? failure.Message : $"{failure.Message} {inner.Message}"), OutboxMessage.ErrorLimit);
        return new MailOutcome(Fate(failure, code, error), error);
    }

    private static MailFate Fate(SmtpException failure, int code, string error) => code switch
    {
        // the connection broke in the middle: perhaps of this mail
        NotConnected when failure.InnerException is IOException and not { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => MailFate.Later,
        < FirstRefusal or Closing => MailFate.Unavailable,
        < FirstForGood => Signing(code) || SigningText().IsMatch(error) ? MailFate.Unavailable : MailFate.Later,
        _ when Signing(code) || SigningText().IsMatch(error) => MailFate.Unavailable,
        _ when NoMailbox(failure, error) => MailFate.AddressRefused,
        _ => MailFate.Refused,
    };

    private static bool NoMailbox(SmtpException failure, string error) =>
        failure is SmtpFailedRecipientException ? !Policy().IsMatch(error) : AddressText().IsMatch(error);

    // the server wants TLS or a sign-in, or refuses ours
    private static bool Signing(int code) => code is 454 or 530 or 534 or 535 or 538;

    // RFC 3463: 5.7.8 credentials invalid, 5.7.9 mechanism too weak, 5.7.0 of the usual "authentication required"
    [GeneratedRegex(@"\b[45]\.7\.(8|9|11)\b|\bauthenticat", RegexOptions.IgnoreCase)]
    private static partial Regex SigningText();

    // 5.7.x: the server does not want us or our words, the mailbox is there; 5.2.2: it is full; 5.3, 5.4, 5.5: not the mailbox either
    [GeneratedRegex(@"\b5\.(7|2|3|4|5)\.\d+\b")]
    private static partial Regex Policy();

    [GeneratedRegex(@"\b5\.1\.(1|2|3|6|10)\b")]
    private static partial Regex AddressText();
}
