using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

public sealed record SetUpAdministratorCommand(string Secret, string Email, string Name, string Password, string Repeated, string? Address);

/// <summary>Makes the first administrator: by the one-time set-up link, or from the settings. Only while there is none.</summary>
public sealed class SetUpAdministrator(IDbContextFactory<PortalDbContext> factory, HashWorkers hashes, TimeProvider clock)
{
    private static readonly IReadOnlyList<Roles> Administrators = AccountAccess.SetsWith(Roles.Administrator);

    public async Task<bool> IsDoneAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.Users.AnyAsync(a => Administrators.Contains(a.Roles) && a.PasswordHash != null, cancellation);
    }

    public async Task<bool> IsOpenAsync(string? secret, CancellationToken cancellation)
    {
        var hash = OneTimeLink.HashOf(secret ?? "");
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.OneTimeLinks.AnyAsync(l => l.Kind == LinkKind.SetUp && l.SecretHash == hash, cancellation) && !await IsDoneAsync(cancellation);
    }

    public async Task<Result> RunAsync(SetUpAdministratorCommand command, CancellationToken cancellation)
    {
        if (!await IsOpenAsync(command.Secret, cancellation))
        {
            return IdentityErrors.SetUpLinkInvalid;
        }

        return command.Password != command.Repeated
            ? IdentityErrors.PasswordsDiffer
            : await CreateAsync(command.Email, command.Name, command.Password, Actor.System("set-up link") with { Address = command.Address }, OneTimeLink.HashOf(command.Secret), cancellation);
    }

    /// <param name="linkHash">The set-up link to use up; null when the settings say so.</param>
    internal async Task<Result> CreateAsync(string email, string name, string password, Actor actor, string? linkHash, CancellationToken cancellation)
    {
        email = email.Trim().ToLowerInvariant();
        if (!MailAddress.TryCreate(email, out var parsed) || parsed.Address != email)
        {
            return IdentityErrors.EmailInvalid;
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            return IdentityErrors.NameRequired;
        }

        var rules = CommonPasswords.Check(password, email, name);
        if (rules.Failed)
        {
            return rules;
        }

        var account = Account.ForEmail(email, name.Trim(), Roles.Administrator);
        account.PasswordHash = await hashes.HashAsync(password, cancellation);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(() => SaveAsync(db, account, actor, linkHash, cancellation), cancellation);
    }

    private async Task<Result> SaveAsync(PortalDbContext db, Account account, Actor actor, string? linkHash, CancellationToken cancellation)
    {
        await db.LockOrganisationAsync(cancellation);
        var used = await db.OneTimeLinks.Where(l => l.Kind == LinkKind.SetUp && (linkHash == null || l.SecretHash == linkHash)).ExecuteDeleteAsync(cancellation);
        if (linkHash is not null && used == 0)
        {
            return IdentityErrors.SetUpLinkInvalid;
        }

        if (await db.Users.AnyAsync(a => a.NormalizedUserName == account.NormalizedUserName, cancellation))
        {
            return IdentityErrors.EmailTaken;
        }

        db.Users.Add(account);
        await db.SaveChangesAsync(cancellation);
        db.Audit(actor, new AuditNote("Identity.AdministratorCreated", "Account", account.Id), clock.GetUtcNow().UtcDateTime);
        return Result.Ok;
    }
}
