using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Templates;

namespace StarPortal.Domain.Analytics;

/// <summary>A participant as the statistics see them.</summary>
/// <param name="ManagerId">As of launch; reads the result.</param>
/// <param name="Total">As released; null for insufficient data.</param>
public sealed record RatedPerson(int EmployeeId, int? ManagerId, string DepartmentPath, decimal? Total, ResultParts? Parts);

/// <summary>
/// Sums up results one by one and says at the end what may be shown of them. Means by section and source stand beside the
/// mean of the totals; so if a few people's totals follow from their sections in another way than everybody else's, the
/// difference of the means would be about these few, and no such means are shown at all.
/// </summary>
public sealed class CycleSummary(IReadOnlyList<SectionName> sections)
{
    /// <summary>Width of a bucket of managers' leniency, in points.</summary>
    private const decimal LeniencyWidth = 5m;

    /// <summary>With fewer people a manager's mean says nothing.</summary>
    private const int FewestPerManager = 3;

    private readonly List<KnownFigure> totals = [];
    private readonly Dictionary<string, (Crowd Crowd, decimal Sum)> own = new(StringComparer.Ordinal);
    private readonly Crowd irregular = new();
    private readonly Crowd regular = new();
    private readonly decimal[] sums = new decimal[sections.Count];
    private readonly Dictionary<Source, (Crowd Crowd, decimal Sum)> sources = [];
    private readonly Dictionary<int, (int People, decimal Sum)> managers = [];
    private int participants;

    public void Add(RatedPerson person)
    {
        participants++;
        if (person.Total is not { } total)
        {
            return;
        }

        totals.Add(new KnownFigure(total, person.EmployeeId, person.ManagerId));
        var (crowd, sum) = own.TryGetValue(person.DepartmentPath, out var known) ? known : (new Crowd(), 0m);
        crowd.Add(person.EmployeeId, person.ManagerId);
        own[person.DepartmentPath] = (crowd, sum + total);
        AddParts(person);
    }

    /// <param name="names">Departments' names by path.</param>
    /// <param name="threshold">The cycle's: fewest people in a bucket.</param>
    /// <param name="participation">Counts of reviews.</param>
    /// <param name="stars">Null when the cycle decides none.</param>
    public CycleFigures Finish(IReadOnlyDictionary<string, string> names, int threshold, IReadOnlyList<Participation> participation, StarFigures? stars)
    {
        var shown = StatisticsVisibility.ShownToEverybody(own.ToDictionary(o => o.Key, o => o.Value.Crowd, StringComparer.Ordinal));
        if (!shown.Contains("/"))
        {
            return CycleFigures.Nothing with { Participants = participants, Rated = totals.Count, Participation = participation, Stars = stars };
        }

        var departments = shown.Order(StringComparer.Ordinal).Select(path => Mean(path, names)).ToList();
        var mean = departments[0].Mean;
        var parts = regular.IsEnough(StatisticsVisibility.LeastPeople) && irregular.IsEmptyOrEnough(StatisticsVisibility.LeastPeople);
        return new CycleFigures(
            participants,
            totals.Count,
            mean,
            Spread([.. totals.Select(t => t.Value)]),
            TotalDistribution.ForEverybody(totals, threshold),
            parts ? [.. sections.Select((s, i) => new SectionMean(s.Key, s.Name, Rounding.Score(sums[i] / regular.People)))] : [],
            parts ? [.. sources.Where(s => s.Value.Crowd.IsEnough(StatisticsVisibility.LeastPeople)).OrderBy(s => s.Key).Select(s => new SourceMean(s.Key, Rounding.Score(s.Value.Sum / s.Value.Crowd.People)))] : [],
            // a department that is everybody is not said twice
            [.. departments.Where(d => d.Depth == 0 || d.People < totals.Count)],
            parts ? Managers(threshold) : null,
            participation,
            stars);
    }

    private static decimal Spread(IReadOnlyList<decimal> values)
    {
        var mean = values.Average();
        return Rounding.Score((decimal)Math.Sqrt((double)(values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Count - 1))));
    }

    private void AddParts(RatedPerson person)
    {
        if (person.Parts is not { IsRegular: true } parts)
        {
            irregular.Add(person.EmployeeId, person.ManagerId);
            return;
        }

        regular.Add(person.EmployeeId, person.ManagerId);
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += parts.Sections[i];
        }

        foreach (var (source, score) in parts.Sources)
        {
            var (crowd, sum) = sources.TryGetValue(source, out var known) ? known : (new Crowd(), 0m);
            crowd.Add(person.EmployeeId, person.ManagerId);
            sources[source] = (crowd, sum + score);
        }

        if (person.ManagerId is { } manager && parts.Sources.TryGetValue(Source.Manager, out var given))
        {
            var (people, sum) = managers.GetValueOrDefault(manager);
            managers[manager] = (people + 1, sum + given);
        }
    }

    private DepartmentMean Mean(string path, IReadOnlyDictionary<string, string> names)
    {
        var inside = own.Where(o => o.Key.StartsWith(path, StringComparison.Ordinal)).Select(o => o.Value).ToList();
        var people = inside.Sum(o => o.Crowd.People);
        return new DepartmentMean(path, names.GetValueOrDefault(path, ""), path.Count(c => c == '/') - 1, people, Rounding.Score(inside.Sum(o => o.Sum) / people));
    }

    private ManagerFigures? Managers(int threshold)
    {
        var means = managers.Where(m => m.Value.People >= FewestPerManager).ToDictionary(m => m.Key, m => m.Value.Sum / m.Value.People);
        if (means.Count < StatisticsVisibility.LeastPeople)
        {
            return null;
        }

        var all = means.Values.Average();
        // everybody knows how they rate themselves
        var leniency = TotalDistribution.ForEverybody([.. means.Select(m => new KnownFigure(m.Value - all, m.Key, null))], threshold, LeniencyWidth);
        return new ManagerFigures(means.Count, Spread([.. means.Values]), leniency);
    }
}

public sealed record SectionName(string Key, LocalText Name);
