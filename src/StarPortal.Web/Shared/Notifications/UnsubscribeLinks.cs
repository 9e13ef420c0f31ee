using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace StarPortal.Web.Shared.Notifications;

/// <summary>Whom a link lets switch off what.</summary>
public sealed record UnsubscribeWish(int EmployeeId, string Kind);

/// <summary>Signed addresses with which a person switches off a kind of mail without signing in. They do nothing else and do not end.</summary>
public sealed class UnsubscribeLinks(IDataProtectionProvider protection)
{
    /// <summary>What a mail program posts to.</summary>
    public const string Root = "/unsubscribe/";

    /// <summary>What a person opens.</summary>
    public const string PageRoot = "/account/unsubscribe/";

    private readonly IDataProtector protector = protection.CreateProtector("StarPortal.Unsubscribe.v1");

    public string PathOf(int employeeId, string kind) => Root + protector.Protect(FormattableString.Invariant($"{employeeId}:{kind}"));

    /// <summary>Null for anything that was not made here.</summary>
    public UnsubscribeWish? Read(string token)
    {
        try
        {
            var parts = protector.Unprotect(token).Split(':', 2);
            return new UnsubscribeWish(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        }
        catch (CryptographicException)
        {
            return null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Loads the keys now: making one writes to the database, which must not happen inside a write transaction.</summary>
    internal void WarmUp() => protector.Protect("");
}
