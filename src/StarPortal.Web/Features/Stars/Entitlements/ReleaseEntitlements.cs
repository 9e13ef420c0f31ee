using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>The second of two people signs a list: payroll may act on it, and it never changes again.</summary>
public sealed class ReleaseEntitlements(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
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
                var lines = db.EntitlementLines.AsNoTracking().Where(l => l.ListId == listId);
                var changed = await lines.Where(l => l.ChangedAt != null)
                    .Select(l => new ChangedLine(l.EmployeeId, l.ChangedByAccountId, l.ChangedByEmployeeId)).Distinct().ToListAsync(cancellation);
                var now = clock.GetUtcNow().UtcDateTime;
                db.Note(list, "Stars.EntitlementsReleased", "", FormattableString.Invariant($"lines={await lines.CountAsync(cancellation)}, prepared by {list.PreparedBy}"), actor, now);
                return list.Release(actor, now, changed);
            },
            cancellation);
    }
}
