using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>
/// Where an account's second factor is kept: the authenticator's secret encrypted with the portal's keys, recovery codes
/// as hashes. Every method runs inside the caller's write transaction.
/// </summary>
public sealed class SecondFactor(IDataProtectionProvider protection)
{
    private const string Provider = "StarPortal";
    private const string Secret = "Secret";
    private const string LastStep = "LastStep";
    private const string Codes = "RecoveryCodes";
    private readonly IDataProtector protector = protection.CreateProtector("StarPortal.SecondFactor");

    /// <summary>Checks a code of the authenticator and uses it up.</summary>
    internal async Task<bool> UseCodeAsync(PortalDbContext db, int accountId, string code, DateTime now, CancellationToken cancellation)
    {
        if (await ReadAsync(db, accountId, Secret, cancellation) is not { } secret)
        {
            return false;
        }

        var last = await ReadAsync(db, accountId, LastStep, cancellation);
        var step = Totp.Verify(Unprotect(secret), code, now, last is null ? 0 : long.Parse(last, CultureInfo.InvariantCulture));
        if (step is null)
        {
            return false;
        }

        await WriteAsync(db, accountId, LastStep, step.Value.ToString(CultureInfo.InvariantCulture), cancellation);
        return true;
    }

    /// <summary>Checks a recovery code and uses it up.</summary>
    internal async Task<bool> UseRecoveryCodeAsync(PortalDbContext db, int accountId, string code, CancellationToken cancellation)
    {
        var hashes = await RecoveryHashesAsync(db, accountId, cancellation);
        if (!hashes.Remove(RecoveryCodes.HashOf(code)))
        {
            return false;
        }

        await WriteAsync(db, accountId, Codes, string.Join(';', hashes), cancellation);
        return true;
    }

    internal async Task<int> RecoveryCodesLeftAsync(PortalDbContext db, int accountId, CancellationToken cancellation) =>
        (await RecoveryHashesAsync(db, accountId, cancellation)).Count;

    /// <summary>The step of the code that switched it on is used up with it.</summary>
    internal async Task SetAsync(PortalDbContext db, int accountId, byte[] secret, long step, CancellationToken cancellation)
    {
        await WriteAsync(db, accountId, Secret, Convert.ToBase64String(protector.Protect(secret)), cancellation);
        await WriteAsync(db, accountId, LastStep, step.ToString(CultureInfo.InvariantCulture), cancellation);
    }

    internal async Task<string[]> RenewRecoveryCodesAsync(PortalDbContext db, int accountId, CancellationToken cancellation)
    {
        string[] codes = [.. RecoveryCodes.Create()];
        await WriteAsync(db, accountId, Codes, string.Join(';', codes.Select(RecoveryCodes.HashOf)), cancellation);
        return codes;
    }

    internal async Task RemoveAsync(PortalDbContext db, int accountId, CancellationToken cancellation)
    {
        await db.UserTokens.Where(t => t.UserId == accountId && t.LoginProvider == Provider).ExecuteDeleteAsync(cancellation);
        await db.Users.Where(a => a.Id == accountId).ExecuteUpdateAsync(s => s.SetProperty(a => a.TwoFactorEnabled, false), cancellation);
    }

    /// <summary>Wraps a secret for the form that confirms it, so that nothing is stored before it is confirmed.</summary>
    public string Seal(byte[] secret) => Convert.ToBase64String(protector.Protect(secret));

    /// <summary>Null when the text is not what <see cref="Seal"/> made.</summary>
    public byte[]? Unseal(string? text)
    {
        try
        {
            return text is null ? null : Unprotect(text);
        }
        catch (Exception e) when (e is FormatException or System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private byte[] Unprotect(string text) => protector.Unprotect(Convert.FromBase64String(text));

    private static async Task<HashSet<string>> RecoveryHashesAsync(PortalDbContext db, int accountId, CancellationToken cancellation) =>
        [.. (await ReadAsync(db, accountId, Codes, cancellation))?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? []];

    private static Task<string?> ReadAsync(PortalDbContext db, int accountId, string name, CancellationToken cancellation) =>
        db.UserTokens.AsNoTracking()
            .Where(t => t.UserId == accountId && t.LoginProvider == Provider && t.Name == name)
            .Select(t => t.Value)
            .SingleOrDefaultAsync(cancellation);

    private static async Task WriteAsync(PortalDbContext db, int accountId, string name, string value, CancellationToken cancellation)
    {
        var rows = await db.UserTokens
            .Where(t => t.UserId == accountId && t.LoginProvider == Provider && t.Name == name)
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.Value, value), cancellation);
        if (rows == 0)
        {
            db.UserTokens.Add(new IdentityUserToken<int> { UserId = accountId, LoginProvider = Provider, Name = name, Value = value });
            await db.SaveChangesAsync(cancellation);
        }
    }
}
