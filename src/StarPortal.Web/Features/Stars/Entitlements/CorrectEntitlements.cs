using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>
/// Begins a correction of what was released: a new list to which lines are added that take earlier ones back and say what
/// holds instead; or, at once, lines that take everything back.
/// </summary>
public sealed class CorrectEntitlements(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="cycleId">The cycle.</param>
    /// <param name="reason">Why.</param>
    /// <param name="takeAllBack">Everything that holds is taken back.</param>
    /// <param name="actor">HR.</param>
    /// <param name="cancellation">Nothing is written then.</param>
    /// <returns>The new list's number.</returns>
    public async Task<Result<int>> RunAsync(int cycleId, string reason, bool takeAllBack, Actor actor, CancellationToken cancellation)
    {
        if (!EntitlementAccess.CanManage(actor))
        {
            return EntitlementErrors.NotFound;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(() => BeginAsync(db, cycleId, reason.Trim(), takeAllBack, actor, cancellation), cancellation);
    }

    private async Task<Result<int>> BeginAsync(PortalDbContext db, int cycleId, string reason, bool takeAllBack, Actor actor, CancellationToken cancellation)
    {
        // two corrections begun at once are one after the other
        await db.LockCycleAsync(cycleId, cancellation);
        var lists = await db.EntitlementLists.AsNoTracking().Where(l => l.CycleId == cycleId).OrderBy(l => l.Number).ToListAsync(cancellation);
        if (lists.Count == 0)
        {
            return EntitlementErrors.NotFound;
        }

        if (lists.Exists(l => l.State is EntitlementState.Draft or EntitlementState.Prepared))
        {
            return lists[0].State == EntitlementState.Released ? EntitlementErrors.CorrectionOpen : EntitlementErrors.WrongState.With(lists[0].State);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var list = new EntitlementList(cycleId, lists[0].ProgrammeId, lists[0].ProgrammeVersionId, lists[^1].Number + 1, reason, takeAllBack, actor, now);
        db.EntitlementLists.Add(list);
        await db.SaveChangesAsync(cancellation);
        if (takeAllBack)
        {
            var holding = await db.HoldingLines(cycleId).AsNoTracking().OrderBy(l => l.Id).ToListAsync(cancellation);
            if (holding.Count == 0)
            {
                return EntitlementErrors.Empty;
            }

            await db.InsertAsync([.. holding.Select(l => l.Reverse(list.Id, reason, actor, now))], null, cancellation);
        }

        db.Note(list, "Stars.EntitlementsCorrected", reason, takeAllBack ? "everything is taken back" : "", actor, now);
        return list.Number;
    }
}
