using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Identity;

/// <summary>The cookies of a session: the session itself, and the short one between password and code.</summary>
public sealed class Sessions(SignInManager<Account> signIn, IDbContextFactory<PortalDbContext> factory)
{
    private const string StampClaim = "stamp";

    /// <summary>Signs the account in on this browser, with the account's language.</summary>
    /// <param name="remember">Keep the session when the browser is closed.</param>
    public async Task BeginAsync(HttpContext http, int accountId, bool remember, CancellationToken cancellation)
    {
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        var account = await FindAsync(accountId, cancellation);
        await signIn.SignInAsync(account, new AuthenticationProperties { IsPersistent = remember });
        Preferences.SetLanguage(http, account.Language);
        Preferences.SetTheme(http, account.DarkTheme);
    }

    /// <summary>Gives this browser the account's new stamp: the one session that stays when all others end.</summary>
    public async Task RenewAsync(HttpContext http, int accountId, CancellationToken cancellation)
    {
        var current = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        await signIn.SignInAsync(await FindAsync(accountId, cancellation), new AuthenticationProperties { IsPersistent = current.Properties?.IsPersistent ?? false });
    }

    /// <summary>Remembers for five minutes that the password was right.</summary>
    public async Task AwaitCodeAsync(HttpContext http, int accountId, bool remember, CancellationToken cancellation)
    {
        var account = await FindAsync(accountId, cancellation);
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.Name, accountId.ToString(CultureInfo.InvariantCulture)),
                new Claim(StampClaim, account.SecurityStamp ?? ""),
            ],
            IdentityConstants.TwoFactorUserIdScheme);
        await http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity), new AuthenticationProperties { Items = { ["remember"] = remember ? "1" : "" } });
    }

    /// <summary>The account whose password was right a moment ago; null when too long ago or changed since.</summary>
    public async Task<(int AccountId, bool Remember)?> AwaitedAsync(HttpContext http, CancellationToken cancellation)
    {
        var ticket = await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (ticket.Principal is not { } principal || !int.TryParse(principal.FindFirstValue(ClaimTypes.Name), CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        var stamp = principal.FindFirstValue(StampClaim);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.Users.AnyAsync(a => a.Id == id && a.SecurityStamp == stamp, cancellation)
            ? (id, ticket.Properties?.Items["remember"] == "1")
            : null;
    }

    public Task EndAsync() => signIn.SignOutAsync();

    private async Task<Account> FindAsync(int accountId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.Users.AsNoTracking().SingleAsync(a => a.Id == accountId, cancellation);
    }
}
