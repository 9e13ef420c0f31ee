using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>Which indicators of a cycle a person may see and enter: HR all, a data owner those that HR named.</summary>
internal sealed record ActualScope(bool All, IReadOnlyCollection<string> Keys)
{
    public bool Has(string key) => All || Keys.Contains(key);

    /// <summary>Null for who has nothing to enter in the cycle.</summary>
    public static async Task<ActualScope?> OfAsync(PortalDbContext db, int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (CycleAccess.CanManage(actor))
        {
            return new ActualScope(true, []);
        }

        if (actor.EmployeeId is not { } me)
        {
            return null;
        }

        var keys = await db.DataOwners.AsNoTracking().Where(o => o.CycleId == cycleId && o.EmployeeId == me).Select(o => o.IndicatorKey).ToListAsync(cancellation);
        return keys.Count == 0 ? null : new ActualScope(false, keys.ToHashSet(StringComparer.Ordinal));
    }
}
