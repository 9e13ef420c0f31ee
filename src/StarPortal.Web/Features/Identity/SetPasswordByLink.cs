using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

public sealed record SetPasswordByLinkCommand(LinkKind Kind, string Secret, string Password, string Repeated, string? Address);

/// <summary>Chooses a password by an invitation or reset link. The link is used up, locks are lifted and all sessions end.</summary>
public sealed class SetPasswordByLink(IDbContextFactory<PortalDbContext> factory, HashWorkers hashes, TimeProvider clock)
{
    /// <summary>Whom the link belongs to, by name; null when it is used up, too old or the account is not in use.</summary>
    public async Task<string?> FindAsync(LinkKind kind, string? secret, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return (await FindAsync(db, kind, secret ?? "", cancellation))?.Name;
    }

    public async Task<Result> RunAsync(SetPasswordByLinkCommand command, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await FindAsync(db, command.Kind, command.Secret, cancellation) is not { } owner)
        {
            return IdentityErrors.LinkInvalid;
        }

        if (command.Password != command.Repeated)
        {
            return IdentityErrors.PasswordsDiffer;
        }

        var rules = CommonPasswords.Check(command.Password, owner.Email, owner.Name, owner.Number);
        if (rules.Failed)
        {
            return rules;
        }

        var hash = await hashes.HashAsync(command.Password, cancellation);
        return await db.WriteAsync(() => SaveAsync(db, command, owner, hash, cancellation), cancellation);
    }

    private async Task<Result> SaveAsync(PortalDbContext db, SetPasswordByLinkCommand command, Owner owner, string hash, CancellationToken cancellation)
    {
        // deleting it is using it: of two at once only one finds it
        if (await db.OneTimeLinks.Where(l => l.Id == owner.LinkId).ExecuteDeleteAsync(cancellation) == 0)
        {
            return IdentityErrors.LinkInvalid;
        }

        await db.SetPasswordAsync(owner.AccountId, hash, cancellation);
        var actor = new Actor(owner.AccountId, owner.EmployeeId, owner.Name, owner.Roles, command.Address);
        db.Audit(actor, new AuditNote("Identity.PasswordSetByLink", "Account", owner.AccountId, owner.EmployeeId, Details: command.Kind.ToString()), clock.GetUtcNow().UtcDateTime);
        return Result.Ok;
    }

    private async Task<Owner?> FindAsync(PortalDbContext db, LinkKind kind, string secret, CancellationToken cancellation)
    {
        var hash = OneTimeLink.HashOf(secret);
        var found = await db.OneTimeLinks.AsNoTracking()
            .Where(l => l.SecretHash == hash && l.Kind == kind)
            .Join(db.Users, l => l.AccountId, a => a.Id, (l, a) => new { Link = l, Account = a, a.Employee })
            .SingleOrDefaultAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        return found is not null && found.Link.IsOpen(now) && new AccountState(found.Account.Disabled, found.Employee?.LeaveDate, found.Employee?.TimeZone).MayAct(now)
            ? new Owner(found.Link.Id, found.Account.Id, found.Account.EmployeeId, found.Account.DisplayName, found.Account.Email, found.Employee?.Number, found.Account.Roles)
            : null;
    }

    private sealed record Owner(int LinkId, int AccountId, int? EmployeeId, string Name, string? Email, string? Number, Roles Roles);
}
