namespace StarPortal.Domain.People;

/// <summary>The reporting line is a forest: nobody reports to themselves, however long the way.</summary>
public static class ReportingLine
{
    /// <summary>The first circle that <paramref name="from"/> leads into, each once and in order; empty when the line ends.</summary>
    public static IReadOnlyList<T> CircleFrom<T>(T from, Func<T, T?> managerOf)
        where T : class
    {
        var way = new List<T>();
        var places = new Dictionary<T, int>(ReferenceEqualityComparer.Instance);
        for (var at = from; at is not null; at = managerOf(at))
        {
            if (places.TryGetValue(at, out var start))
            {
                return way[start..];
            }

            places[at] = way.Count;
            way.Add(at);
        }

        return [];
    }

    /// <summary>True when <paramref name="employeeId"/> would report to themselves under the new manager.</summary>
    public static bool WouldCircle(int employeeId, int managerId, IReadOnlyDictionary<int, int?> managers)
    {
        var seen = new HashSet<int>();
        for (int? at = managerId; at is { } id && seen.Add(id); at = managers.GetValueOrDefault(id))
        {
            if (id == employeeId)
            {
                return true;
            }
        }

        return false;
    }
}
