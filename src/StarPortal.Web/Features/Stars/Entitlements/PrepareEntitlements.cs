using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>The first of two people signs a list: from here on its lines are fixed until somebody sends it back.</summary>
public sealed class PrepareEntitlements(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int listId, int version, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.ChangeListAsync(
            listId,
            version,
            actor,
            async list =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var prepared = list.Prepare(actor, now, await db.EntitlementLines.CountAsync(l => l.ListId == listId, cancellation));
                db.Note(list, "Stars.EntitlementsPrepared", "", "", actor, now);
                return prepared;
            },
            cancellation);
    }
}
