using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>Gives a correction up before its release; it stays in the list of lists.</summary>
public sealed class DiscardEntitlements(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
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
                db.Note(list, "Stars.EntitlementsDiscarded", reason, "", actor, clock.GetUtcNow().UtcDateTime);
                return Task.FromResult(list.Discard(reason));
            },
            cancellation);
    }
}
