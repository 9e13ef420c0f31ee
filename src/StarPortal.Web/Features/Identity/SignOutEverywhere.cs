using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;

namespace StarPortal.Web.Features.Identity;

/// <summary>Ends every session of one's own account: cookies on other devices and live pages.</summary>
public sealed class SignOutEverywhere(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task RunAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        await db.WriteAsync(
            async () =>
            {
                await db.EndSessionsAsync(actor.AccountId, cancellation);
                db.Audit(actor, new AuditNote("Identity.SignedOutEverywhere", "Account", actor.AccountId, actor.EmployeeId), clock.GetUtcNow().UtcDateTime);
            },
            cancellation);
    }
}
