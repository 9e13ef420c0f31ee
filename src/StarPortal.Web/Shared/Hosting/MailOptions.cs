using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Mail;

namespace StarPortal.Web.Shared.Hosting;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    None,

    /// <summary>Begun in clear and made secure before anything is said, usually on port 587.</summary>
    StartTls,

    /// <summary>From the first byte, usually on port 465.</summary>
    Tls,
}

/// <summary>The mail server, section <c>StarPortal:Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>Empty means that no mail is sent.</summary>
    public string Host { get; set; } = "";

    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Empty for a server that needs no sign-in.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>For example <c>StarPortal &lt;starportal@example.com&gt;</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>Where answers go; empty for none.</summary>
    public string ReplyTo { get; set; } = "";

    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>The most mails in a minute; 0 for as many as the server takes.</summary>
    [Range(0, 100_000)]
    public int PerMinute { get; set; }

    public bool IsConfigured => Host.Length > 0;

    /// <summary>What is wrong with it, by key.</summary>
    internal IEnumerable<string> Faults(string publicUrl, bool development)
    {
        if (!IsConfigured)
        {
            yield break;
        }

        if (!IsAddress(From))
        {
            yield return $"Mail:From: needed with a mail server, for example StarPortal <starportal@example.com>: {From}";
        }

        if (ReplyTo.Length > 0 && !IsAddress(ReplyTo))
        {
            yield return $"Mail:ReplyTo: not an e-mail address: {ReplyTo}";
        }

        if (User.Length > 0 && Password.Length == 0)
        {
            yield return "Mail:Password: needed with Mail:User";
        }

        if (User.Length > 0 && Security == MailSecurity.None && !IsLoopback)
        {
            yield return "Mail:Security: without StartTls or Tls the password would cross the network in clear";
        }

        if (publicUrl.Length == 0 && !development)
        {
            yield return "PublicUrl: needed with a mail server: the links in mails lead there";
        }
    }

    private bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsAddress(string text) => MailAddress.TryCreate(text, out var address) && address.Host.Length > 0 && !text.Any(char.IsControl);
}

/// <summary>Calling addresses outside, section <c>StarPortal:Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>Also call addresses of this machine and of private networks: anybody who may set up a webhook can then reach what only this server can.</summary>
    public bool AllowPrivateAddresses { get; set; }

    [Range(1, 60)]
    public int TimeoutSeconds { get; set; } = 10;
}
