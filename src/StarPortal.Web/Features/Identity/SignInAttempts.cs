using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>One try at an account's password or code, counted before it is looked at.</summary>
internal sealed record SignInAttempt(
    int AccountId,
    int? EmployeeId,
    string Name,
    Roles Roles,
    string? PasswordHash,
    bool NeedsCode,
    AccountState State,
    bool Locked,
    bool LocksOnFailure);

/// <summary>
/// Counts failures and locks accounts out. A try is counted first and forgiven when it succeeds, so that a thousand
/// tries sent at once are a thousand tries, not one. Every method runs inside the caller's write transaction.
/// </summary>
internal static class SignInAttempts
{
    public static async Task<SignInAttempt?> BeginAsync(PortalDbContext db, int accountId, DateTime now, CancellationToken cancellation)
    {
        // also takes the row's lock: what is read next stays true until the transaction ends
        await db.Users.Where(a => a.Id == accountId).ExecuteUpdateAsync(s => s.SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount + 1), cancellation);
        var account = await db.Users.AsNoTracking()
            .Where(a => a.Id == accountId)
            .Select(a => new
            {
                a.EmployeeId,
                a.DisplayName,
                a.Roles,
                a.PasswordHash,
                a.TwoFactorEnabled,
                a.Disabled,
                a.AccessFailedCount,
                a.LockoutEnd,
                LeaveDate = a.Employee == null ? null : a.Employee.LeaveDate,
                TimeZone = a.Employee == null ? null : a.Employee.TimeZone,
            })
            .SingleOrDefaultAsync(cancellation);
        if (account is null)
        {
            return null;
        }

        var locked = account.LockoutEnd > now;
        var failures = account.LockoutEnd <= now ? 1 : account.AccessFailedCount;
        var locks = !locked && failures >= LockOut.Failures;
        if (!locked && (locks || failures != account.AccessFailedCount))
        {
            var end = locks ? new DateTimeOffset(now + LockOut.Duration) : (DateTimeOffset?)null;
            await SetAsync(db, accountId, failures, end, cancellation);
        }

        var state = new AccountState(account.Disabled, account.LeaveDate, account.TimeZone);
        return new SignInAttempt(accountId, account.EmployeeId, account.DisplayName, account.Roles, account.PasswordHash, account.TwoFactorEnabled, state, locked, locks);
    }

    /// <summary>The whole sign-in succeeded: failures before it no longer count.</summary>
    public static Task ForgetAsync(PortalDbContext db, SignInAttempt attempt, CancellationToken cancellation) =>
        SetAsync(db, attempt.AccountId, 0, null, cancellation);

    /// <summary>
    /// This try was right but the sign-in is not complete: it does not count, the failures before it still do. Whoever
    /// knows the password could otherwise guess codes without end.
    /// </summary>
    public static Task ForgiveAsync(PortalDbContext db, SignInAttempt attempt, CancellationToken cancellation) =>
        attempt.LocksOnFailure
            ? SetAsync(db, attempt.AccountId, LockOut.Failures - 1, null, cancellation)
            : db.Users.Where(a => a.Id == attempt.AccountId && a.AccessFailedCount > 0)
                .ExecuteUpdateAsync(s => s.SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount - 1), cancellation);

    public static void AuditFailure(PortalDbContext db, SignInAttempt? attempt, string? address, string why, DateTime now)
    {
        // what was typed into the name field is not kept: now and then it is a password
        var actor = attempt is null
            ? Actor.System("sign-in") with { Address = address }
            : new Actor(attempt.AccountId, attempt.EmployeeId, attempt.Name, attempt.Roles, address);
        db.Audit(actor, new AuditNote("Identity.SignInFailed", "Account", attempt?.AccountId, attempt?.EmployeeId, Details: why), now);
        if (attempt is { LocksOnFailure: true })
        {
            db.Audit(actor, new AuditNote("Identity.LockedOut", "Account", attempt.AccountId, attempt.EmployeeId, Details: $"{LockOut.Duration.TotalMinutes:0} minutes"), now);
        }
    }

    public static Actor ActorOf(SignInAttempt attempt, string? address) =>
        new(attempt.AccountId, attempt.EmployeeId, attempt.Name, attempt.Roles, address);

    private static Task<int> SetAsync(PortalDbContext db, int accountId, int failures, DateTimeOffset? end, CancellationToken cancellation) =>
        db.Users.Where(a => a.Id == accountId).ExecuteUpdateAsync(
            s => s.SetProperty(a => a.AccessFailedCount, failures).SetProperty(a => a.LockoutEnd, end),
            cancellation);
}
