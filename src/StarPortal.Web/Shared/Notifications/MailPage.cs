using System.Globalization;
using System.Net;

namespace StarPortal.Web.Shared.Notifications;

/// <summary>What stands around the text of every mail. Styles stand in the elements, because mail programs take no others.</summary>
/// <param name="UnsubscribeUrl">Null for kinds that cannot be switched off.</param>
internal sealed record MailPage(string Language, string Company, string PortalUrl, string PreferencesUrl, string? UnsubscribeUrl)
{
    private const string Fonts = "-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";

    public string Html(string subject, string content) =>
        $"""
        <!DOCTYPE html>
        <html lang="{Language}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>{Encoded(subject)}</title>
        </head>
        <body style="margin:0;padding:0;background:#f3f4f6;color:#111827;font-family:{Fonts};font-size:16px;line-height:1.5">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f4f6"><tr><td align="center" style="padding:24px 12px">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border-radius:8px">
        <tr><td style="padding:20px 28px;border-bottom:1px solid #e5e7eb;font-weight:600"><a href="{Encoded(PortalUrl)}" style="color:#111827;text-decoration:none">{Encoded(Company)}</a></td></tr>
        <tr><td style="padding:24px 28px 8px 28px;overflow-wrap:anywhere">
        {content}</td></tr>
        <tr><td style="padding:16px 28px 20px 28px;border-top:1px solid #e5e7eb;font-size:13px;color:#4b5563">
        {Footer()}
        </td></tr></table>
        </td></tr></table>
        </body>
        </html>
        """;

    public string Text(string content)
    {
        var footer = UnsubscribeUrl is null
            ? $"{Why}\n{MailsText.FooterMandatory}\n"
            : $"{Why}\n{MailsText.FooterPreferences}\n{PreferencesUrl}\n{MailsText.FooterUnsubscribe}\n{UnsubscribeUrl}\n";
        return $"{content.TrimEnd('\n')}\n\n-- \n{footer}";
    }

    private string Why => string.Format(CultureInfo.CurrentCulture, MailsText.FooterWhy, Company);

    private string Footer() => UnsubscribeUrl is null
        ? $"""{Encoded(Why)}<br>{Encoded(MailsText.FooterMandatory)}"""
        : $"""{Encoded(Why)}<br><a href="{Encoded(PreferencesUrl)}" style="color:#4b5563">{Encoded(MailsText.FooterPreferences)}</a> · <a href="{Encoded(UnsubscribeUrl)}" style="color:#4b5563">{Encoded(MailsText.FooterUnsubscribe)}</a>""";

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
