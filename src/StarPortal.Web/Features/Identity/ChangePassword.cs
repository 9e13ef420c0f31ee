using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

public sealed record ChangePasswordCommand(string Present, string Password, string Repeated);

/// <summary>Somebody changes their own password; all their other sessions end.</summary>
public sealed class ChangePassword(IDbContextFactory<PortalDbContext> factory, OwnAccount own, HashWorkers hashes, TimeProvider clock)
{
    public async Task<Result> RunAsync(ChangePasswordCommand command, Actor actor, CancellationToken cancellation)
    {
        if (command.Password != command.Repeated)
        {
            return IdentityErrors.PasswordsDiffer;
        }

        if (command.Password == command.Present)
        {
            return IdentityErrors.PasswordSame;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var account = await db.Users.AsNoTracking()
            .Where(a => a.Id == actor.AccountId)
            .Select(a => new { a.Email, a.DisplayName, Number = a.Employee == null ? null : a.Employee.Number })
            .SingleAsync(cancellation);
        var rules = CommonPasswords.Check(command.Password, account.Email, account.DisplayName, account.Number);
        if (rules.Failed)
        {
            return rules;
        }

        var confirmed = await own.ConfirmPasswordAsync(command.Present, actor, cancellation);
        if (confirmed.Failed)
        {
            return confirmed;
        }

        var hash = await hashes.HashAsync(command.Password, cancellation);
        await db.WriteAsync(
            async () =>
            {
                await db.SetPasswordAsync(actor.AccountId, hash, cancellation);
                db.Audit(actor, new AuditNote("Identity.PasswordChanged", "Account", actor.AccountId, actor.EmployeeId), clock.GetUtcNow().UtcDateTime);
            },
            cancellation);
        return Result.Ok;
    }
}
