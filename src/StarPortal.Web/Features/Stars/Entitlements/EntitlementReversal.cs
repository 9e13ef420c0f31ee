using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>
/// A cycle is reopened: lists that payroll may not act on yet fall away, and a released list takes everything back that
/// holds. It bears the signatures of those who decided the reopening, which are more than a correction needs.
/// </summary>
internal static class EntitlementReversal
{
    /// <returns>How many lines were taken back.</returns>
    public static async Task<int> RunAsync(PortalDbContext db, ClosingContext closing, CancellationToken cancellation)
    {
        var lists = await db.EntitlementLists.Where(l => l.CycleId == closing.CycleId).OrderBy(l => l.Number).ToListAsync(cancellation);
        foreach (var open in lists.Where(l => l.State is EntitlementState.Draft or EntitlementState.Prepared))
        {
            open.FallAway(closing.Reason);
        }

        await db.SaveChangesAsync(cancellation);
        var holding = await db.HoldingLines(closing.CycleId).AsNoTracking().OrderBy(l => l.Id).ToListAsync(cancellation);
        if (holding.Count == 0)
        {
            return 0;
        }

        var last = lists[^1];
        var list = new EntitlementList(closing.CycleId, last.ProgrammeId, last.ProgrammeVersionId, last.Number + 1, closing.Reason, true, closing.Actor, closing.Now);
        list.SignByReopening(closing.Actor.Name, closing.Approvers, closing.Now);
        db.EntitlementLists.Add(list);
        await db.SaveChangesAsync(cancellation);
        await db.InsertAsync([.. holding.Select(l => l.Reverse(list.Id, closing.Reason, closing.Actor, closing.Now))], null, cancellation);
        return holding.Count;
    }
}
