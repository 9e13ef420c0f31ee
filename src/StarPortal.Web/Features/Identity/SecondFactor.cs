using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>
/// Where an account's second factor is kept: the authenticator's secret encrypted with the portal's keys, recovery codes
/// as hashes. Sealing and unsealing happen before a write transaction begins: a key that is due is written to the same
/// database, and would wait for ever for the transaction that waits for it.
/// </summary>
public sealed class SecondFactor(IDataProtectionProvider protection)
{
    private const string Provider = "StarPortal";
    private const string Secret = "Secret";
    private const string LastStep = "LastStep";
    private const string Codes = "RecoveryCodes";
    private readonly IDataProtector protector = protection.CreateProtector("StarPortal.SecondFactor");

    /// <summary>The authenticator's secret; null when there is none. Outside of write transactions.</summary>
    internal async Task<byte[]?> SecretAsync(PortalDbContext db, int accountId, CancellationToken cancellation) =>
        Unseal(await ReadAsync(db, accountId, Secret, cancellation));

    /// <summary>Checks a code of the authenticator and uses it up. Inside the caller's write transaction.</summary>
    internal static async Task<bool> UseCodeAsync(PortalDbContext db, int accountId, byte[]? secret, string code, DateTime now, CancellationToken cancellation)
    {
        if (secret is null)
        {
            return false;
        }

        var last = await ReadAsync(db, accountId, LastStep, cancellation);
        if (Totp.Verify(secret, code, now, last is null ? 0 : long.Parse(last, CultureInfo.InvariantCulture)) is not { } step)
        {
            return false;
        }

        await WriteAsync(db, accountId, LastStep, step.ToString(CultureInfo.InvariantCulture), cancellation);
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
    internal async Task SetAsync(PortalDbContext db, int accountId, string sealedSecret, long step, CancellationToken cancellation)
    {
        await WriteAsync(db, accountId, Secret, sealedSecret, cancellation);
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

    /// <summary>Encrypts a secret: for the database, and for the form that confirms it before anything is stored.</summary>
    public string Seal(byte[] secret) => Convert.ToBase64String(protector.Protect(secret));

    /// <summary>Null when the text is not what <see cref="Seal"/> made.</summary>
    public byte[]? Unseal(string? text)
    {
        try
        {
            return text is null ? null : protector.Unprotect(Convert.FromBase64String(text));
        }
        catch (Exception e) when (e is FormatException or System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

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
