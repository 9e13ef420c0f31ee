using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

/// <param name="Roles">The assignable roles that the account has from now on.</param>
public sealed record ChangeRolesCommand(int AccountId, Roles Roles, string Reason);

/// <summary>Gives and takes roles. Taking one ends the account's sessions, so that no open page keeps what it showed.</summary>
public sealed class ChangeRoles(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(ChangeRolesCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!AccountAccess.CanView(actor))
        {
            return SharedErrors.NotAllowed;
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return SharedErrors.ReasonRequired;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(() => SaveAsync(db, command, actor, cancellation), cancellation);
    }

    private async Task<Result> SaveAsync(PortalDbContext db, ChangeRolesCommand command, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(a => a.Id == command.AccountId, cancellation);
        if (account is null)
        {
            return SharedErrors.NotAllowed;
        }

        var roles = (command.Roles & AccountAccess.Assignable) | (account.Roles & Roles.Employee);
        var allowed = AccountAccess.CheckRoles(actor, account.Subject, roles);
        if (allowed.Failed || roles == account.Roles)
        {
            return allowed;
        }

        var taken = account.Roles & ~roles;
        if (taken.HasFlag(Roles.Administrator) && await db.KeepAnAdministratorAsync(account.Id, now, cancellation) is { Failed: true } last)
        {
            return last;
        }

        // only when nobody was quicker: what was checked is what is changed
        var rows = await db.Users.Where(a => a.Id == account.Id && a.Roles == account.Roles).ExecuteUpdateAsync(s => s.SetProperty(a => a.Roles, roles), cancellation);
        if (rows == 0)
        {
            return SharedErrors.ChangedElsewhere;
        }

        if (taken != Roles.None)
        {
            await db.EndSessionsAsync(account.Id, cancellation);
        }

        db.Audit(actor, new AuditNote("Identity.RolesChanged", "Account", account.Id, account.EmployeeId, command.Reason, $"{account.Roles} → {roles}"), now);
        return Result.Ok;
    }
}
