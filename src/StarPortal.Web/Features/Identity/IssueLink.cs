using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

/// <param name="Kind"><see cref="LinkKind.Invitation"/> for an account without a password, <see cref="LinkKind.Reset"/> for one with.</param>
public sealed record IssueLinkCommand(int AccountId, LinkKind Kind, string Reason);

/// <summary>Makes a link by which a person chooses a password. It is told once, to the one who asked for it; earlier links become void.</summary>
public sealed class IssueLink(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<IssuedLink>> RunAsync(IssueLinkCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(a => a.Id == command.AccountId, cancellation);
        if (account is null || !AccountAccess.CanManage(actor, account.Subject))
        {
            return SharedErrors.NotAllowed;
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return SharedErrors.ReasonRequired;
        }

        if (account.Disabled)
        {
            return IdentityErrors.AccountDisabled;
        }

        if (command.Kind == LinkKind.Invitation && account.PasswordHash is not null)
        {
            return IdentityErrors.HasPassword;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var (link, secret) = OneTimeLink.Create(command.Kind, account.Id, now);
        await db.WriteAsync(
            async () =>
            {
                await db.VoidLinksAsync(account.Id, cancellation);
                db.OneTimeLinks.Add(link);
                db.Audit(actor, new AuditNote("Identity.LinkIssued", "Account", account.Id, account.EmployeeId, command.Reason, command.Kind.ToString()), now);
            },
            cancellation);
        return PortalLinks.Of(link, secret);
    }
}
