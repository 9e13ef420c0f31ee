using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;

namespace StarPortal.Web.Shared.Database;

/// <summary>
/// Departments written with those above them, "Sales / North": many companies have a "North" in every division. The
/// company itself, when it is the only root, is left out: it would stand before every one.
/// </summary>
public sealed class DepartmentTrails
{
    private readonly Dictionary<int, string> names;
    private readonly bool withRoot;

    private DepartmentTrails(Dictionary<int, string> names, bool withRoot) => (this.names, this.withRoot) = (names, withRoot);

    /// <summary>Reads the names on these paths at once.</summary>
    /// <param name="db">Where to read.</param>
    /// <param name="paths">Paths of ids, such as <c>/1/4/9/</c>.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<DepartmentTrails> OfAsync(PortalDbContext db, IEnumerable<string> paths, CancellationToken cancellation)
    {
        var ids = paths.SelectMany(Ids).Distinct().ToList();
        var names = await db.Departments.AsNoTracking().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Name, cancellation);
        return new DepartmentTrails(names, await db.Departments.CountAsync(d => d.ParentId == null, cancellation) > 1);
    }

    /// <param name="path">One of the paths that were read.</param>
    /// <param name="name">The department's own name, which may be that of an earlier day.</param>
    public string Of(string path, string name)
    {
        var above = Ids(path).SkipLast(1).Skip(withRoot ? 0 : 1).Where(names.ContainsKey).Select(id => names[id]);
        return string.Join(" / ", above.Append(name));
    }

    private static IEnumerable<int> Ids(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture));
}
