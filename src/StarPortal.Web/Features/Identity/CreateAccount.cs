using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Identity;
using StarPortal.Domain.People;

namespace StarPortal.Web.Features.Identity;

/// <param name="Who">Number or e-mail of an employee; or the e-mail of an administrator or HR who is none (yet).</param>
/// <param name="Name">Needed for an account without an employee.</param>
/// <param name="Roles">Assignable roles to begin with.</param>
public sealed record CreateAccountCommand(string Who, string? Name, Roles Roles, string Reason);

/// <summary>Makes an account without a password and its invitation link.</summary>
public sealed class CreateAccount(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<IssuedLink>> RunAsync(CreateAccountCommand command, Actor actor, CancellationToken cancellation)
    {
        // first, so that nobody else learns who is known here
        if (!AccountAccess.CanView(actor))
        {
            return SharedErrors.NotAllowed;
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return SharedErrors.ReasonRequired;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var who = command.Who.Trim();
        var email = who.ToLowerInvariant();
        var employee = await db.Employees.AsNoTracking().FirstOrDefaultAsync(e => e.Number == who || e.Email == email, cancellation);
        var made = employee is null ? WithoutEmployee(command, email) : ForEmployee(employee, command.Roles);
        if (made.Failed)
        {
            return made.Error;
        }

        var account = made.Value;
        var allowed = AccountAccess.CheckRoles(actor, new AccountSubject(0, account.EmployeeId, Roles.Employee), account.Roles);
        if (allowed.Failed)
        {
            return allowed.Error;
        }

        return await db.WriteAsync(() => SaveAsync(db, account, actor, command.Reason, cancellation), cancellation);
    }

    private async Task<Result<IssuedLink>> SaveAsync(PortalDbContext db, Account account, Actor actor, string reason, CancellationToken cancellation)
    {
        await db.LockOrganisationAsync(cancellation);
        if (account.EmployeeId is { } id && await db.Users.AnyAsync(a => a.EmployeeId == id, cancellation))
        {
            return IdentityErrors.AccountExists;
        }

        if (await db.Users.AnyAsync(a => a.NormalizedUserName == account.NormalizedUserName, cancellation))
        {
            return IdentityErrors.EmailTaken;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        db.Users.Add(account);
        await db.SaveChangesAsync(cancellation);
        var (link, secret) = OneTimeLink.Create(LinkKind.Invitation, account.Id, now);
        db.OneTimeLinks.Add(link);
        db.Audit(actor, new AuditNote("Identity.AccountCreated", "Account", account.Id, account.EmployeeId, reason, account.Roles.ToString()), now);
        return PortalLinks.Of(link, secret);
    }

    private static Result<Account> ForEmployee(Employee employee, Roles roles)
    {
        var account = Account.ForEmployee(employee);
        account.Roles = Roles.Employee | (roles & AccountAccess.Assignable);
        return account;
    }

    private static Result<Account> WithoutEmployee(CreateAccountCommand command, string email)
    {
        // the first HR comes before the people; the committee is made of employees
        if ((command.Roles & (Roles.HR | Roles.Administrator)) == Roles.None)
        {
            return IdentityErrors.EmployeeUnknown;
        }

        if (!MailAddress.TryCreate(email, out var parsed) || parsed.Address != email)
        {
            return IdentityErrors.EmailInvalid;
        }

        return string.IsNullOrWhiteSpace(command.Name)
            ? IdentityErrors.NameRequired
            : Account.ForEmail(email, command.Name.Trim(), command.Roles & AccountAccess.Assignable);
    }
}
