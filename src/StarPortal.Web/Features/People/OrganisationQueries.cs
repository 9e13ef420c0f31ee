using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;

namespace StarPortal.Web.Features.People;

/// <summary>A department in the chart.</summary>
/// <param name="Own">People employed in the department itself.</param>
/// <param name="All">People employed in it and everything below.</param>
/// <param name="Heads">Who leads it: its people whose manager is outside of it.</param>
public sealed record DepartmentNode(int Id, int Version, string Name, int? ParentId, int Own, int All, IReadOnlyList<PersonLink> Heads, bool HasChildren);

/// <summary>The organisation by departments, with the people who are employed today.</summary>
public sealed class OrganisationQueries(IDbContextFactory<PortalDbContext> factory, PeopleQueries people, TimeProvider clock)
{
    // more than this is no head but a department without one
    private const int MostHeads = 3;

    /// <summary>Every department, ordered by name; parents are found by <see cref="DepartmentNode.ParentId"/>.</summary>
    public async Task<IReadOnlyList<DepartmentNode>> TreeAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var departments = await db.Departments.AsNoTracking().Select(d => new { d.Id, d.Version, d.Name, d.ParentId, d.Path }).ToListAsync(cancellation);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var employed = people.VisibleTo(db, actor).Where(e => e.LeaveDate == null || e.LeaveDate >= today);
        var counts = await employed.GroupBy(e => e.DepartmentId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var heads = (await employed.Where(e => e.ManagerId == null || e.Manager!.DepartmentId != e.DepartmentId)
            .Select(e => new { e.DepartmentId, Link = new PersonLink(e.Id, e.Name, e.JobTitle) }).ToListAsync(cancellation)).ToLookup(h => h.DepartmentId, h => h.Link);
        var all = new Dictionary<int, int>();
        foreach (var department in departments)
        {
            foreach (var above in department.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse))
            {
                all[above] = all.GetValueOrDefault(above) + counts.GetValueOrDefault(department.Id);
            }
        }

        var parents = departments.Where(d => d.ParentId is not null).Select(d => d.ParentId!.Value).ToHashSet();
        return
        [
            .. departments.OrderBy(d => d.Name, StringComparer.CurrentCulture).Select(d => new DepartmentNode(
                d.Id,
                d.Version,
                d.Name,
                d.ParentId,
                counts.GetValueOrDefault(d.Id),
                all.GetValueOrDefault(d.Id),
                heads[d.Id].Count() <= MostHeads ? [.. heads[d.Id]] : [],
                parents.Contains(d.Id))),
        ];
    }
}
