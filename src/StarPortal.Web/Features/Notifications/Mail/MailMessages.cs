using System.Net.Mail;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Notifications.Mail;

/// <summary>Mails in the form that goes over the wire.</summary>
internal static class MailMessages
{
    /// <exception cref="FormatException">The address is none.</exception>
    public static MailMessage Of(OutgoingMail mail, MailOptions options)
    {
        var content = mail.Content;
        var from = new MailAddress(options.From);
        var message = new MailMessage
        {
            From = new MailAddress(from.Address, from.DisplayName, Encoding.UTF8),
            Subject = MailText.Clean(content.Subject),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.To.Add(new MailAddress(mail.Address, Name(content.ToName), Encoding.UTF8));
        if (options.ReplyTo.Length > 0)
        {
            message.ReplyToList.Add(new MailAddress(options.ReplyTo));
        }

        message.Headers["Message-ID"] = MessageId(mail.Key, from.Host);
        message.Headers["Auto-Submitted"] = "auto-generated";
        message.Headers["X-Auto-Response-Suppress"] = "All";
        message.Headers["Content-Language"] = content.Language;
        if (content.UnsubscribeUrl is { } url)
        {
            message.Headers["List-Unsubscribe"] = $"<{url}>";
            message.Headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
        }

        // the last one is what a mail program prefers
        message.AlternateViews.Add(View(content.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(content.Html, MediaTypeNames.Text.Html));
        foreach (var attachment in content.Attachments)
        {
            message.Attachments.Add(File(attachment));
        }

        return message;
    }

    public static string MessageId(string key, string domain) =>
        $"<{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..40]}@{domain}>";

    // quotes and angle brackets would end the name in the eyes of some programs
    private static string Name(string name) => MailText.Shortened(MailText.Clean(name.Replace('"', '\'').Replace('<', '(').Replace('>', ')').Replace('\\', '/')), 60);

    private static AlternateView View(string text, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(text, Encoding.UTF8, type);
        // lines of any length and all scripts arrive as they are
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }

    private static Attachment File(MailAttachment attachment)
    {
        var file = new Attachment(new MemoryStream(Encoding.UTF8.GetBytes(attachment.Text)), new ContentType(attachment.ContentType))
        {
            TransferEncoding = TransferEncoding.Base64,
            Name = attachment.FileName,
        };
        file.ContentType.CharSet = "utf-8";
        file.ContentDisposition!.FileName = attachment.FileName;
        return file;
    }
}
