using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Results;
using StarPortal.Domain.Stars;

namespace StarPortal.Data.Stars;

/// <summary>One participant with everything that an evaluation may look at.</summary>
public sealed record ParticipantFacts(int ParticipantId, int EmployeeId, StarFacts Facts);

/// <summary>
/// Reads the facts of a cycle's participants from their stored results: a few statements per chunk, so that ten thousand
/// people take seconds and never are in memory at once. Ranks compare everybody in the cycle, also those whom the
/// programme's population leaves out; an exempted indicator's actual value is not there.
/// </summary>
public sealed class StarFactsReader
{
    public const int Chunk = 1_000;

    private readonly PortalDbContext db;
    private readonly int cycleId;
    private readonly StarDefinition definition;
    private readonly DateOnly periodStart;
    private readonly DateOnly periodEnd;
    private readonly StarRankTable ranks;
    private readonly HashSet<string> exemptForAll;
    private readonly ILookup<int, string> exemptForOne;

    private StarFactsReader(
        PortalDbContext db, int cycleId, StarDefinition definition, (DateOnly Start, DateOnly End) period, StarRankTable ranks, IReadOnlyList<(int? ParticipantId, string Key)> exemptions)
    {
        (this.db, this.cycleId, this.definition, this.ranks) = (db, cycleId, definition, ranks);
        (periodStart, periodEnd) = period;
        exemptForAll = exemptions.Where(e => e.ParticipantId is null).Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        exemptForOne = exemptions.Where(e => e.ParticipantId is not null).ToLookup(e => e.ParticipantId!.Value, e => e.Key);
    }

    /// <summary>Takes the ranks of a cycle as its results are now; null when there is no such cycle.</summary>
    public static async Task<StarFactsReader?> OpenAsync(PortalDbContext db, int cycleId, StarDefinition definition, CancellationToken cancellation)
    {
        var cycle = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId).Select(c => new { c.PeriodStart, c.PeriodEnd }).SingleOrDefaultAsync(cancellation);
        if (cycle is null)
        {
            return null;
        }

        var ranks = definition.Comparisons.Any(c => c.Fact.Kind == FactKind.RankPercentile)
            ? await StarRankTable.ReadAsync(db, cycleId, cancellation)
            : StarRankTable.None;
        var exemptions = await db.Exemptions.AsNoTracking()
            .Where(e => e.CycleId == cycleId && e.ApprovedByManagement != null && e.ApprovedByHr != null)
            .Select(e => new { e.ParticipantId, e.IndicatorKey })
            .ToListAsync(cancellation);
        return new StarFactsReader(db, cycleId, definition, (cycle.PeriodStart, cycle.PeriodEnd), ranks, [.. exemptions.Select(e => (e.ParticipantId, e.IndicatorKey))]);
    }

    /// <summary>Everybody of the programme's population in the cycle but the withdrawn, in ascending order of identifiers.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ParticipantFacts>> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var people = db.InStarProgramme(cycleId, definition.Population);
        for (var last = 0; ;)
        {
            var chunk = await ReadAsync(people.Where(p => p.Id > last).OrderBy(p => p.Id).Take(Chunk), cancellation);
            if (chunk.Count == 0)
            {
                yield break;
            }

            yield return chunk;
            last = chunk[^1].ParticipantId;
        }
    }

    /// <summary>One participant; null when that person is not in the programme.</summary>
    public async Task<ParticipantFacts?> FindAsync(int participantId, CancellationToken cancellation) =>
        (await ReadAsync(db.InStarProgramme(cycleId, definition.Population).Where(p => p.Id == participantId), cancellation)).SingleOrDefault();

    private async Task<IReadOnlyList<ParticipantFacts>> ReadAsync(IQueryable<Participant> chosen, CancellationToken cancellation)
    {
        var people = await (from p in chosen
                            join e in db.Employees on p.EmployeeId equals e.Id
                            orderby p.Id
                            select new { p.Id, p.EmployeeId, e.HireDate }).ToListAsync(cancellation);
        if (people.Count == 0)
        {
            return [];
        }

        var (first, to) = (people[0].Id, people[^1].Id);
        var results = await ResultsAsync(first, to, cancellation);
        var actuals = await ActualsAsync(first, to, cancellation);
        var recorded = await RecordedAsync(first, to, cancellation);
        return
        [
            .. people.Select(p =>
            {
                var result = results.GetValueOrDefault(p.Id);
                return new ParticipantFacts(p.Id, p.EmployeeId, new StarFacts(
                    periodStart,
                    periodEnd,
                    result.Total,
                    Scores(result.Tree?.Sections.Select(s => (s.Key, s.Score))),
                    Scores(result.Tree?.Sections.SelectMany(s => s.Indicators).Select(i => (i.Key, i.Score))),
                    actuals[p.Id].Where(a => !exemptForAll.Contains(a.Key) && !exemptForOne[p.Id].Contains(a.Key)).ToDictionary(StringComparer.Ordinal),
                    Months.Tenure(p.HireDate, periodEnd),
                    [.. recorded[p.Id]],
                    ranks.Of(p.Id)));
            }),
        ];
    }

    private static Dictionary<string, decimal> Scores(IEnumerable<(string Key, decimal? Score)>? scores) =>
        (scores ?? []).Where(s => s.Score is not null).ToDictionary(s => s.Key, s => s.Score!.Value, StringComparer.Ordinal);

    private async Task<Dictionary<int, (decimal? Total, ScoreTree? Tree)>> ResultsAsync(int first, int to, CancellationToken cancellation)
    {
        // a tree is read only where criteria look into it: most ask for the total alone
        var withTree = definition.Comparisons.Any(c => c.Fact.Kind is FactKind.SectionScore or FactKind.IndicatorScore);
        var current = from r in db.ParticipantResults.AsNoTracking()
                      where r.CycleId == cycleId && r.ParticipantId >= first && r.ParticipantId <= to && r.CurrentNumber > 0
                      select r;
        if (!withTree)
        {
            var totals = await current.Select(r => new { r.ParticipantId, r.CurrentTotal }).ToListAsync(cancellation);
            return totals.ToDictionary(t => t.ParticipantId, t => (t.CurrentTotal, (ScoreTree?)null));
        }

        var trees = await (from r in current
                           join v in db.ResultVersions on new { ResultId = r.Id, Number = r.CurrentNumber } equals new { v.ResultId, v.Number }
                           select new { r.ParticipantId, r.CurrentTotal, v.Tree }).ToListAsync(cancellation);
        return trees.ToDictionary(t => t.ParticipantId, t => (t.CurrentTotal, (ScoreTree?)t.Tree));
    }

    private async Task<ILookup<int, KeyValuePair<string, decimal>>> ActualsAsync(int first, int to, CancellationToken cancellation)
    {
        List<string> keys = [.. definition.Comparisons.Where(c => c.Fact.Kind is FactKind.ActualValue or FactKind.ActualPerMonth).Select(c => c.Fact.Key).Distinct()];
        if (keys.Count == 0)
        {
            return Array.Empty<int>().ToLookup(i => i, _ => default(KeyValuePair<string, decimal>));
        }

        var rows = await (from a in db.ActualValues.AsNoTracking()
                          join p in db.Participants on a.ParticipantId equals p.Id
                          where p.CycleId == cycleId && p.Id >= first && p.Id <= to && keys.Contains(a.IndicatorKey)
                          select new { a.ParticipantId, a.IndicatorKey, a.Value }).ToListAsync(cancellation);
        return rows.ToLookup(r => r.ParticipantId, r => KeyValuePair.Create(r.IndicatorKey, r.Value));
    }

    private async Task<ILookup<int, RecordedFact>> RecordedAsync(int first, int to, CancellationToken cancellation)
    {
        var rows = await (from f in db.StarFacts.AsNoTracking()
                          join p in db.Participants on f.EmployeeId equals p.EmployeeId
                          where p.CycleId == cycleId && p.Id >= first && p.Id <= to && f.State == StarFactState.Approved && f.Date <= periodEnd
                          orderby f.Date, f.Id
                          select new { p.Id, f.Kind, f.Code, f.Date }).ToListAsync(cancellation);
        return rows.ToLookup(r => r.Id, r => new RecordedFact(r.Kind, r.Code, r.Date));
    }
}

/// <summary>Everybody's place by total, in the cycle, in the own department with what is below it, and among people of the same level.</summary>
internal sealed class StarRankTable
{
    private readonly Dictionary<int, Dictionary<RankGroup, RankPlace>> places = [];

    internal static StarRankTable None { get; } = new();

    internal static async Task<StarRankTable> ReadAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var rows = await (from p in db.Participants.AsNoTracking()
                          join r in db.ParticipantResults on p.Id equals r.ParticipantId
                          where p.CycleId == cycleId && p.State != ParticipantState.Withdrawn && r.CurrentTotal != null
                          select new Ranked(p.Id, p.DepartmentPath, p.Level, r.CurrentTotal)).ToListAsync(cancellation);
        var table = new StarRankTable();
        table.Add(RankGroup.Everybody, rows, _ => true);
        foreach (var level in rows.GroupBy(r => r.Level, StringComparer.Ordinal))
        {
            table.Add(RankGroup.Level, [.. level], _ => true);
        }

        foreach (var own in rows.GroupBy(r => r.Path, StringComparer.Ordinal))
        {
            // everybody of the subtree is ranked, but the place is kept only for those whose own department it is
            table.Add(RankGroup.Department, [.. rows.Where(r => r.Path.StartsWith(own.Key, StringComparison.Ordinal))], r => r.Path == own.Key);
        }

        return table;
    }

    internal IReadOnlyDictionary<RankGroup, RankPlace> Of(int participantId) => places.GetValueOrDefault(participantId) ?? [];

    private void Add(RankGroup group, List<Ranked> rows, Func<Ranked, bool> keep)
    {
        var found = StarRanks.Places([.. rows.Select(r => (r.Id, r.Total))]);
        foreach (var row in rows.Where(keep))
        {
            if (!places.TryGetValue(row.Id, out var own))
            {
                places[row.Id] = own = [];
            }

            own[group] = found[row.Id];
        }
    }

    private sealed record Ranked(int Id, string Path, string Level, decimal? Total);
}
