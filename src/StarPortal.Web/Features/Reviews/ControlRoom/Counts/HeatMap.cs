using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Counts;

/// <summary>A department with all below it.</summary>
/// <param name="HasBelow">One may look into it.</param>
public sealed record HeatRow(int DepartmentId, string Name, bool HasBelow, IReadOnlyList<Tally> Cells, Tally All);

/// <summary>One of both.</summary>
public sealed record HeatColumn(Relationship? Kind, PhaseKind? Phase);

/// <summary>Departments by kinds of review, or by phases: what share is in.</summary>
/// <param name="Trail">From the company down to the department that is looked into.</param>
/// <param name="Columns">Kinds of review, or phases.</param>
/// <param name="All">The last line: the sum over all rows.</param>
public sealed record HeatMap(IReadOnlyList<DepartmentNode> Trail, IReadOnlyList<HeatColumn> Columns, IReadOnlyList<HeatRow> Rows, HeatRow All)
{
    /// <summary>The departments right below <paramref name="department"/>, and its own people.</summary>
    /// <param name="counts">What was counted.</param>
    /// <param name="department">Null begins at the top.</param>
    /// <param name="byPhase">Kinds of review that are written in the same phase stand together.</param>
    public static HeatMap Of(RoomCounts counts, int? department, bool byPhase)
    {
        HeatColumn ColumnOf(Relationship kind) => byPhase ? new HeatColumn(null, ReviewWindow.PhaseOf(kind)) : new HeatColumn(kind, null);
        List<HeatColumn> columns = [.. counts.Cells.Select(c => ColumnOf(c.Relationship)).Distinct().OrderBy(c => c.Kind).ThenBy(c => c.Phase)];
        var nodes = counts.Departments.ToDictionary(d => d.Id);
        var roots = counts.Departments.Where(d => d.ParentId is null).ToList();
        var top = department is { } id && nodes.TryGetValue(id, out var found) ? found : roots.Count == 1 ? roots[0] : null;
        var below = counts.Departments.Where(d => d.ParentId == top?.Id).ToList();
        var cells = counts.Cells.ToLookup(c => c.DepartmentId);
        var parents = counts.Departments.Select(d => d.ParentId).OfType<int>().ToHashSet();

        var rows = below.Select(d => Row(d, d.Name, parents.Contains(d.Id), counts.Departments.Where(x => x.Path.StartsWith(d.Path, StringComparison.Ordinal))))
            .Where(r => r.All.Asked > 0).OrderBy(r => r.Name, StringComparer.CurrentCulture).ToList();
        if (top is not null && Row(top, top.Name, false, [top]) is { All.Asked: > 0 } own)
        {
            rows.Insert(0, own);
        }

        var all = rows.Aggregate(Enumerable.Repeat(Tally.Nothing, columns.Count).ToList(), (sum, row) => [.. sum.Zip(row.Cells, (a, b) => a + b)]);
        return new HeatMap(Above(top, nodes), columns, rows, new HeatRow(top?.Id ?? 0, "", false, all, all.Aggregate(Tally.Nothing, (a, b) => a + b)));

        HeatRow Row(DepartmentNode node, string name, bool hasBelow, IEnumerable<DepartmentNode> within)
        {
            var sums = new Tally[columns.Count];
            Array.Fill(sums, Tally.Nothing);
            foreach (var cell in within.SelectMany(w => cells[w.Id]))
            {
                sums[columns.IndexOf(ColumnOf(cell.Relationship))] += cell.Tally;
            }

            return new HeatRow(node.Id, name, hasBelow, sums, sums.Aggregate(Tally.Nothing, (a, b) => a + b));
        }
    }

    private static List<DepartmentNode> Above(DepartmentNode? top, Dictionary<int, DepartmentNode> nodes)
    {
        var trail = new List<DepartmentNode>();
        for (var node = top; node is not null; node = node.ParentId is { } parent ? nodes.GetValueOrDefault(parent) : null)
        {
            trail.Insert(0, node);
        }

        return trail;
    }
}
