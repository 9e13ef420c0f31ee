using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace StarPortal.Web.Features.Notifications.Webhooks;

/// <summary>Addresses and secrets of webhooks as they lie in the database. Never used inside a write transaction.</summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("StarPortal.Webhooks.v1");

    public string Protect(string text) => protector.Protect(text);

    /// <summary>Null when the keys it was protected with are gone.</summary>
    public string? Read(string text)
    {
        try
        {
            return protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
