using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>What the use cases on entitlement lists have in common.</summary>
internal static class EntitlementStore
{
    /// <summary>Changes a list under its lock: nobody signs a list while somebody else changes a line of it.</summary>
    /// <param name="db">A context of its own.</param>
    /// <param name="listId">The list.</param>
    /// <param name="version">The version that the person saw; null where only a line's counts.</param>
    /// <param name="actor">HR.</param>
    /// <param name="work">Changes it.</param>
    /// <param name="cancellation">Nothing is written then.</param>
    public static async Task<Result> ChangeListAsync(
        this PortalDbContext db, int listId, int? version, Actor actor, Func<EntitlementList, Task<Result>> work, CancellationToken cancellation)
    {
        if (!EntitlementAccess.CanManage(actor))
        {
            return EntitlementErrors.NotFound;
        }

        return await db.WriteOrTellAsync(
            async () =>
            {
                await db.EntitlementLists.Where(l => l.Id == listId).ExecuteUpdateAsync(s => s.SetProperty(l => l.Version, l => l.Version), cancellation);
                if (await db.EntitlementLists.SingleOrDefaultAsync(l => l.Id == listId, cancellation) is not { } list)
                {
                    return EntitlementErrors.NotFound;
                }

                if (version is { } seen)
                {
                    db.Entry(list).Property(l => l.Version).OriginalValue = seen;
                }

                var changed = await work(list);
                if (changed.Succeeded)
                {
                    await db.SaveChangesAsync(cancellation);
                }

                return changed;
            },
            cancellation);
    }

    public static void Note(this PortalDbContext db, EntitlementList list, string action, string reason, string details, Actor actor, DateTime now, int? subject = null) =>
        db.Audit(actor, new AuditNote(action, "Cycle", list.CycleId, subject, reason, FormattableString.Invariant($"number={list.Number}") + (details.Length == 0 ? "" : $", {details}")), now);

    /// <summary>
    /// Lines that hold: released, and taken back by no list that was not given up. A line is taken back for the same person:
    /// saying so lets the index of employees find it, where reading all lines for each would take half a minute for 10,000.
    /// </summary>
    public static IQueryable<EntitlementLine> HoldingLines(this PortalDbContext db, int cycleId) =>
        db.EntitlementLines.Where(l => l.Kind == EntitlementLineKind.Grant
            && db.EntitlementLists.Any(e => e.Id == l.ListId && e.CycleId == cycleId && e.State == EntitlementState.Released)
            && !db.EntitlementLines.Any(r => r.EmployeeId == l.EmployeeId && r.ReversesLineId == l.Id && db.EntitlementLists.Any(e => e.Id == r.ListId && e.State != EntitlementState.Discarded)));
}
