using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Identity;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Identity;

/// <summary>Tells administrators what comes first in an empty portal: nothing can begin without HR.</summary>
internal sealed class FirstHrInbox(IDbContextFactory<PortalDbContext> factory) : IInboxSource
{
    private static readonly IReadOnlyList<Roles> Hr = AccountAccess.SetsWith(Roles.HR);

    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsAdministrator)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.Users.AnyAsync(a => Hr.Contains(a.Roles) && !a.Disabled, cancellation)
            ? []
            : [new InboxItem(IdentityText.FirstHrTitle, IdentityText.FirstHrContext, null, IdentityText.AccountsTitle, "/accounts")];
    }
}
