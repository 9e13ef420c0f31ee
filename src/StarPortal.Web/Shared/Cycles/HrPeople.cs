using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Shared.Cycles;

/// <summary>Those who are told what HR has to decide.</summary>
internal static class HrPeople
{
    public static async Task<IReadOnlyList<int>> OfAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var sets = AccountAccess.SetsWith(Roles.HR);
        return await db.Users.AsNoTracking().Where(a => a.EmployeeId != null && !a.Disabled && sets.Contains(a.Roles)).Select(a => a.EmployeeId!.Value).Distinct().ToListAsync(cancellation);
    }
}
