using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>A prepared list becomes a draft again, with a reason.</summary>
public sealed class SendBackEntitlements(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int listId, int version, string reason, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.ChangeListAsync(
            listId,
            version,
            actor,
            list =>
            {
                db.Note(list, "Stars.EntitlementsSentBack", reason, "", actor, clock.GetUtcNow().UtcDateTime);
                return Task.FromResult(list.SendBack(reason));
            },
            cancellation);
    }
}
