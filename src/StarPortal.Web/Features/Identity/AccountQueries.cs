using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Identity;

/// <summary>How an account stands.</summary>
public enum AccountStatus
{
    Active,

    /// <summary>No password yet: waits for its invitation.</summary>
    NotSetUp,
    Locked,
    Disabled,

    /// <summary>The person's last day of work has passed.</summary>
    Left,
}

/// <param name="Search">Part of name, e-mail or number.</param>
/// <param name="Role">Only accounts with this role; null for all.</param>
/// <param name="Status">Only accounts in this state; null for all.</param>
public sealed record AccountFilter(string Search, Roles? Role, AccountStatus? Status);

public sealed record AccountRow(int Id, string Name, string Email, string? Number, Roles Roles, AccountStatus Status, bool SecondFactor, DateTime? LastSignInAt);

/// <param name="RolesToChange">Roles that the one who looks may give or take.</param>
public sealed record AccountView(AccountRow Row, bool HasPassword, bool Own, bool CanManage, Roles RolesToChange);

public sealed record OwnAccountView(string Name, string Email, string? Number, Roles Roles, bool SecondFactor, int RecoveryCodesLeft, DateTime? LastSignInAt);

/// <summary>Reads accounts for those who manage them, and one's own.</summary>
public sealed class AccountQueries(IDbContextFactory<PortalDbContext> factory, SecondFactor second, TimeProvider clock)
{
    public async Task<Page<AccountRow>> ListAsync(AccountFilter filter, SortBy sort, int page, int pageSize, Actor actor, CancellationToken cancellation)
    {
        if (!AccountAccess.CanView(actor))
        {
            return new Page<AccountRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var query = Filter(db.Users.AsNoTracking(), filter);
        var total = await query.CountAsync(cancellation);
        var rows = await Sort(query, sort).ThenBy(a => a.Id).Skip((page - 1) * pageSize).Take(pageSize).Select(Columns).ToListAsync(cancellation);
        return new Page<AccountRow>(rows.ConvertAll(Row), total);
    }

    public async Task<AccountView?> GetAsync(int accountId, Actor actor, CancellationToken cancellation)
    {
        if (!AccountAccess.CanView(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var raw = await db.Users.AsNoTracking().Where(a => a.Id == accountId).Select(Columns).SingleOrDefaultAsync(cancellation);
        if (raw is null)
        {
            return null;
        }

        var subject = new AccountSubject(raw.Id, raw.EmployeeId, raw.Roles);
        return new AccountView(Row(raw), raw.HasPassword, AccountAccess.IsOwn(actor, subject), AccountAccess.CanManage(actor, subject), AccountAccess.RolesToChange(actor, subject));
    }

    /// <summary>How many accounts have no password yet.</summary>
    public async Task<int> CountWithoutPasswordAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return AccountAccess.CanView(actor) ? await Filter(db.Users, new AccountFilter("", null, AccountStatus.NotSetUp)).CountAsync(cancellation) : 0;
    }

    public async Task<OwnAccountView> OwnAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var own = await db.Users.AsNoTracking().Where(a => a.Id == actor.AccountId).Select(Columns).SingleAsync(cancellation);
        return new OwnAccountView(own.Name, own.Email, own.Number, own.Roles, own.SecondFactor, await second.RecoveryCodesLeftAsync(db, actor.AccountId, cancellation), own.LastSignInAt);
    }

    private static Expression<Func<Account, Raw>> Columns => a => new Raw(
        a.Id,
        a.EmployeeId,
        a.DisplayName,
        a.Email ?? "",
        a.Employee == null ? null : a.Employee.Number,
        a.Roles,
        a.Disabled,
        a.PasswordHash != null,
        a.TwoFactorEnabled,
        a.LockoutEnd,
        a.LastSignInAt,
        a.Employee == null ? null : a.Employee.LeaveDate,
        a.Employee == null ? null : a.Employee.TimeZone);

    private IQueryable<Account> Filter(IQueryable<Account> query, AccountFilter filter)
    {
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var pattern = SearchPattern.Contains(filter.Search);
            query = query.Where(a =>
                EF.Functions.Like(a.DisplayName.ToLower(), pattern, SearchPattern.Escape)
                || EF.Functions.Like(a.Email!.ToLower(), pattern, SearchPattern.Escape)
                || (a.Employee != null && EF.Functions.Like(a.Employee.Number.ToLower(), pattern, SearchPattern.Escape)));
        }

        if (filter.Role is { } role)
        {
            var sets = AccountAccess.SetsWith(role);
            query = query.Where(a => sets.Contains(a.Roles));
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return filter.Status switch
        {
            AccountStatus.Disabled => query.Where(a => a.Disabled),
            AccountStatus.Left => query.Where(a => !a.Disabled && a.Employee != null && a.Employee.LeaveDate < today),
            AccountStatus.NotSetUp => query.Where(a => !a.Disabled && a.PasswordHash == null && (a.Employee == null || a.Employee.LeaveDate == null || a.Employee.LeaveDate >= today)),
            // SQLite does not compare moments with an offset; a count of failures this high is what locks
            AccountStatus.Locked => query.Where(a => !a.Disabled && a.LockoutEnd != null && a.AccessFailedCount >= LockOut.Failures),
            AccountStatus.Active => query.Where(a => !a.Disabled && a.PasswordHash != null && (a.Employee == null || a.Employee.LeaveDate == null || a.Employee.LeaveDate >= today)),
            _ => query,
        };
    }

    private static IOrderedQueryable<Account> Sort(IQueryable<Account> query, SortBy sort) => (sort.Column, sort.Descending) switch
    {
        ("email", false) => query.OrderBy(a => a.Email),
        ("email", true) => query.OrderByDescending(a => a.Email),
        ("seen", false) => query.OrderBy(a => a.LastSignInAt),
        ("seen", true) => query.OrderByDescending(a => a.LastSignInAt),
        (_, true) => query.OrderByDescending(a => a.DisplayName),
        _ => query.OrderBy(a => a.DisplayName),
    };

    private AccountRow Row(Raw raw)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var status = raw.Disabled ? AccountStatus.Disabled
            : !new AccountState(false, raw.LeaveDate, raw.TimeZone).MayAct(now) ? AccountStatus.Left
            : raw.LockoutEnd > now ? AccountStatus.Locked
            : raw.HasPassword ? AccountStatus.Active
            : AccountStatus.NotSetUp;
        return new AccountRow(raw.Id, raw.Name, raw.Email, raw.Number, raw.Roles, status, raw.SecondFactor, raw.LastSignInAt);
    }

    private sealed record Raw(
        int Id,
        int? EmployeeId,
        string Name,
        string Email,
        string? Number,
        Roles Roles,
        bool Disabled,
        bool HasPassword,
        bool SecondFactor,
        DateTimeOffset? LockoutEnd,
        DateTime? LastSignInAt,
        DateOnly? LeaveDate,
        string? TimeZone);
}
