using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Lists;

/// <summary>Names of departments as they are today, with those above them.</summary>
internal static class RoomDepartments
{
    public static async Task<IReadOnlyDictionary<int, string>> OfAsync(PortalDbContext db, IEnumerable<int> departments, CancellationToken cancellation)
    {
        var ids = departments.Distinct().ToList();
        var found = await db.Departments.AsNoTracking().Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.Name, d.Path }).ToListAsync(cancellation);
        var trails = await DepartmentTrails.OfAsync(db, found.Select(d => d.Path), cancellation);
        return found.ToDictionary(d => d.Id, d => trails.Of(d.Path, d.Name));
    }
}
