using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Feedback;

/// <summary>A form that was handed out: it can be sent once, and its age is known.</summary>
internal sealed record FormStamp(string Form, DateTime OpenedAt);

/// <summary>Signs forms and browsers of people who have no account, so that a second answer is recognised.</summary>
internal sealed class FeedbackStamps(IDataProtectionProvider protection, TimeProvider clock)
{
    public const string Cookie = "starportal.feedback";

    /// <summary>A form that lay open longer is handed out anew.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(1);

    private readonly IDataProtector forms = protection.CreateProtector("Feedback.Form");
    private readonly IDataProtector browsers = protection.CreateProtector("Feedback.Browser");

    public string Issue(int linkId) => forms.Protect(string.Create(CultureInfo.InvariantCulture, $"{linkId}|{Random()}|{clock.GetUtcNow().UtcTicks}"));

    /// <summary>Null for one that is not ours, is another link's or is too old.</summary>
    public FormStamp? Read(string? stamp, int linkId)
    {
        if (Unprotect(forms, stamp)?.Split('|') is not [var link, var form, var ticks]
            || link != linkId.ToString(CultureInfo.InvariantCulture)
            || !long.TryParse(ticks, CultureInfo.InvariantCulture, out var opened))
        {
            return null;
        }

        var at = new DateTime(opened, DateTimeKind.Utc);
        return clock.GetUtcNow().UtcDateTime - at <= Oldest ? new FormStamp(form, at) : null;
    }

    /// <summary>Marks this browser, so that it answers a link once. Without the cookie the form's own mark stands in.</summary>
    public void Mark(HttpContext http)
    {
        if (BrowserOf(http) is null && !http.Response.HasStarted)
        {
            http.Response.Cookies.Append(Cookie, browsers.Protect(Random()), new CookieOptions
            {
                Path = "/f",
                MaxAge = TimeSpan.FromDays(400),
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                IsEssential = true,
            });
        }
    }

    public string? BrowserOf(HttpContext http) => Unprotect(browsers, http.Request.Cookies[Cookie]);

    /// <summary>What is kept of a code, a browser or a form: enough to know it again, not to tell whose it is.</summary>
    public static string Once(string kind, string value) => OneTimeLink.HashOf($"{kind}\n{value}");

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static string? Unprotect(IDataProtector protector, string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) || text.Length > 1_000 ? null : protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
