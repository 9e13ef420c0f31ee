namespace StarPortal.Domain.Anonymity;

/// <summary>A department, with everybody in it and below it.</summary>
/// <param name="Path">Its place in the tree, for example <c>/1/7/</c>; everything below begins with it.</param>
/// <param name="People">People whose figures are in it and unknown to the reader; a reader's own figures are no secret to them.</param>
public sealed record StatisticsGroup(string Path, int People);

/// <summary>
/// Which departments' figures may be shown together. Two departments of which one contains the other differ by a group of
/// people, and their figures by that group's: it must be nobody, or enough. What is shown is one family of departments;
/// a second one over the same people, by manager for example, must not be shown to the same reader.
/// </summary>
public static class StatisticsVisibility
{
    /// <summary>Fewest people a shown figure may be about.</summary>
    public const int LeastPeople = 10;

    /// <returns>Paths of the departments that may be shown; the larger ones first in doubt.</returns>
    public static IReadOnlySet<string> Shown(IReadOnlyList<StatisticsGroup> groups, int least = LeastPeople)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(least, GroupVisibility.LowestThreshold);
        var shown = groups.Where(g => g.People >= least).ToDictionary(g => g.Path, g => g.People, StringComparer.Ordinal);
        // from the leaves up: what is decided below stays as it is, unless the remainder above forces it out
        foreach (var group in groups.Where(g => shown.ContainsKey(g.Path)).OrderByDescending(g => g.Path.Length).ThenBy(g => g.Path, StringComparer.Ordinal))
        {
            while (Remainder(group.Path, shown) is > 0 and var rest && rest < least)
            {
                var smallest = Below(group.Path, shown).OrderBy(c => shown[c]).ThenBy(c => c, StringComparer.Ordinal).First();
                shown.Remove(smallest);
            }
        }

        return shown.Keys.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>
    /// The departments whose figures may stand in a report that is passed on: whoever reads it, with their own figures and
    /// their reports' in hand, finds what is left between any of them to be about nobody, or about enough people.
    /// </summary>
    /// <param name="own">The people directly in each department, by its path.</param>
    /// <param name="least">Fewest people a shown figure may be about.</param>
    public static IReadOnlySet<string> ShownToEverybody(IReadOnlyDictionary<string, Crowd> own, int least = LeastPeople)
    {
        var people = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (path, crowd) in own)
        {
            foreach (var above in Above(path))
            {
                people[above] = people.GetValueOrDefault(above) + crowd.People;
            }
        }

        var shown = Shown([.. people.Select(p => new StatisticsGroup(p.Key, p.Value))], least).ToDictionary(p => p, p => people[p], StringComparer.Ordinal);
        var parts = Parts(own, shown.Keys);
        var wrong = parts.Where(p => !p.Value.IsEmptyOrEnough(least)).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        // the deepest first; each turn takes one department away, and its part falls to the one above it
        while (wrong.OrderByDescending(p => p.Length).ThenBy(p => p, StringComparer.Ordinal).FirstOrDefault() is { } path)
        {
            var taken = Below(path, shown).OrderBy(c => shown[c]).ThenBy(c => c, StringComparer.Ordinal).FirstOrDefault() ?? path;
            shown.Remove(taken);
            wrong.Remove(taken);
            parts.Remove(taken, out var rest);
            if (Above(taken).LastOrDefault(parts.ContainsKey) is { } nearest)
            {
                parts[nearest].Add(rest!);
                _ = parts[nearest].IsEmptyOrEnough(least) ? wrong.Remove(nearest) : wrong.Add(nearest);
            }
        }

        return shown.Keys.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The people of each shown department that are in none of the shown ones below it.</summary>
    private static Dictionary<string, Crowd> Parts(IReadOnlyDictionary<string, Crowd> own, IEnumerable<string> shown)
    {
        var parts = shown.ToDictionary(s => s, _ => new Crowd(), StringComparer.Ordinal);
        foreach (var (path, crowd) in own)
        {
            if (Above(path).LastOrDefault(parts.ContainsKey) is { } nearest)
            {
                parts[nearest].Add(crowd);
            }
        }

        return parts;
    }

    /// <summary>/, /1/, /1/7/ for /1/7/: everybody first.</summary>
    private static IEnumerable<string> Above(string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            yield return path[..(end + 1)];
        }
    }

    /// <summary>People of a shown department that are in none of the shown ones below it.</summary>
    private static int Remainder(string path, Dictionary<string, int> shown) => shown[path] - Below(path, shown).Sum(c => shown[c]);

    /// <summary>The highest shown departments below this one.</summary>
    private static List<string> Below(string path, Dictionary<string, int> shown) =>
        [.. shown.Keys.Where(k => k.Length > path.Length && k.StartsWith(path, StringComparison.Ordinal) && !Above(k).Any(a => a.Length > path.Length && a.Length < k.Length && shown.ContainsKey(a)))];
}
