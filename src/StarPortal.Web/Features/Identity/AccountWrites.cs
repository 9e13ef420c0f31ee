using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>Changes of an account that several use cases make, each inside the caller's write transaction.</summary>
internal static class AccountWrites
{
    /// <summary>A new password lifts locks, ends all sessions and voids every open link.</summary>
    public static async Task SetPasswordAsync(this PortalDbContext db, int accountId, string hash, CancellationToken cancellation)
    {
        await db.Users.Where(a => a.Id == accountId).ExecuteUpdateAsync(
            s => s.SetProperty(a => a.PasswordHash, hash)
                .SetProperty(a => a.AccessFailedCount, 0)
                .SetProperty(a => a.LockoutEnd, (DateTimeOffset?)null),
            cancellation);
        await db.EndSessionsAsync(accountId, cancellation);
        await db.VoidLinksAsync(accountId, cancellation);
    }

    /// <summary>Cookies and circuits carry the stamp of their sign-in: with a new one all of them end.</summary>
    public static Task<int> EndSessionsAsync(this PortalDbContext db, int accountId, CancellationToken cancellation)
    {
        var stamp = Guid.NewGuid().ToString("N");
        return db.Users.Where(a => a.Id == accountId).ExecuteUpdateAsync(s => s.SetProperty(a => a.SecurityStamp, stamp), cancellation);
    }

    public static Task<int> VoidLinksAsync(this PortalDbContext db, int accountId, CancellationToken cancellation) =>
        db.OneTimeLinks.Where(l => l.AccountId == accountId).ExecuteDeleteAsync(cancellation);

    /// <summary>
    /// Refuses when nobody but this account could act as administrator. Locks the administrators' rows first: two who
    /// take each other's role away at the same moment must not both succeed.
    /// </summary>
    public static async Task<Result> KeepAnAdministratorAsync(this PortalDbContext db, int leaving, DateTime now, CancellationToken cancellation)
    {
        var sets = AccountAccess.SetsWith(Roles.Administrator);
        await db.Users.Where(a => sets.Contains(a.Roles)).ExecuteUpdateAsync(s => s.SetProperty(a => a.ConcurrencyStamp, a => a.ConcurrencyStamp), cancellation);
        var today = DateOnly.FromDateTime(now);
        return await db.Users.AnyAsync(
            a => a.Id != leaving && sets.Contains(a.Roles) && !a.Disabled && a.PasswordHash != null && (a.Employee == null || a.Employee.LeaveDate == null || a.Employee.LeaveDate >= today),
            cancellation)
            ? Result.Ok
            : IdentityErrors.LastAdministrator;
    }
}
