using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Stars;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Stars.Programmes;
using StarPortal.Web.Shared.Stars;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>What one released cycle said about a person's stars.</summary>
/// <param name="IsClosed">Else it takes effect when the cycle is closed.</param>
/// <param name="Counts">False where a cycle whose period ends later had been closed before.</param>
public sealed record StarHistoryRow(
    int CycleId, string Cycle, DateOnly Start, DateOnly End, int? Reached, int? Before, int After, StarChange Change, bool IsClosed, bool Counts, StarDefinition Definition);

/// <summary>What the last evaluation found, or what can be told of a running cycle.</summary>
/// <param name="IsPreview">Only facts that the person may see already are in it.</param>
public sealed record StarFindings(int CycleId, string Cycle, DateOnly PeriodEnd, StarExplanation Explanation, StarNames Names, bool IsPreview);

/// <summary>A person in one programme.</summary>
/// <param name="Definition">The version of the person's newest cycle.</param>
/// <param name="Level">Null before the first closed cycle.</param>
/// <param name="Last">The newest released evaluation.</param>
/// <param name="Running">The cycle that runs.</param>
public sealed record PersonalStars(
    int ProgrammeId, StarDefinition Definition, int? Level, DateTime? Since, int CyclesBelow, IReadOnlyList<StarHistoryRow> History, StarFindings? Last, StarFindings? Running)
{
    /// <summary>The level that comes next; null at the top.</summary>
    public StarLevel? Next => Definition.Level((Level ?? 1) + 1);

    /// <summary>What is known about the next level: what runs, else what was found last.</summary>
    public StarFindings? Gap => Running ?? Last;
}

/// <summary>A person's own stars. Before release nothing is shown that scores could be derived from.</summary>
public sealed class MyStarQueries(IDbContextFactory<PortalDbContext> factory)
{
    public async Task<IReadOnlyList<PersonalStars>> MineAsync(Actor actor, CancellationToken cancellation) =>
        actor.EmployeeId is { } me ? await OfAsync(me, cancellation) : [];

    /// <summary>For HR, never about oneself; as the person sees it.</summary>
    public async Task<IReadOnlyList<PersonalStars>> ForHrAsync(int employeeId, Actor actor, CancellationToken cancellation) =>
        actor.IsHrFor(employeeId) ? await OfAsync(employeeId, cancellation) : [];

    public async Task<bool> IsOffTheWallAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return actor.EmployeeId is { } me && await db.HonourOptOuts.AnyAsync(o => o.EmployeeId == me, cancellation);
    }

    private async Task<IReadOnlyList<PersonalStars>> OfAsync(int employeeId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycles = await CyclesAsync(db, employeeId, cancellation);
        var standings = await db.StarStandings.AsNoTracking().Where(s => s.EmployeeId == employeeId).ToDictionaryAsync(s => s.ProgrammeId, cancellation);
        var rows = await HistoryAsync(db, employeeId, cancellation);
        var trainings = await db.TrainingNamesAsync(cancellation);
        var found = new List<PersonalStars>();
        foreach (var programme in cycles.GroupBy(c => c.ProgrammeId))
        {
            var history = programme.Where(c => rows.ContainsKey(c.CycleId)).Select(c => c.Row(rows[c.CycleId])).ToList();
            var running = programme.FirstOrDefault(c => !c.IsReleased);
            var preview = running is null ? null : await PreviewAsync(db, running, employeeId, trainings, cancellation);
            if (history.Count == 0 && preview is null)
            {
                continue;
            }

            var last = programme.FirstOrDefault(c => rows.ContainsKey(c.CycleId));
            var standing = standings.GetValueOrDefault(programme.Key);
            found.Add(new PersonalStars(
                programme.Key,
                programme.First().Definition,
                standing?.Level,
                standing?.Since,
                standing?.CyclesBelow ?? 0,
                history,
                last is null ? null : await FoundAsync(db, last, trainings, cancellation),
                preview));
        }

        return found;
    }

    // the newest first
    private static Task<List<OwnCycle>> CyclesAsync(PortalDbContext db, int employeeId, CancellationToken cancellation) =>
        (from p in db.Participants.AsNoTracking()
         join c in db.Cycles on p.CycleId equals c.Id
         join v in db.StarProgrammeVersions on c.StarProgrammeVersionId equals v.Id
         where p.EmployeeId == employeeId && p.State != ParticipantState.Withdrawn
             && (c.State == CycleState.Running || c.State == CycleState.Calibrating || c.State == CycleState.Released || c.State == CycleState.Closed)
         orderby c.PeriodEnd descending, c.Id descending
         select new OwnCycle(p.Id, c.Id, c.Name, c.PeriodStart, c.PeriodEnd, c.State, c.TemplateVersionId, v.ProgrammeId, v.Definition)).ToListAsync(cancellation);

    private static async Task<Dictionary<int, Outcome>> HistoryAsync(PortalDbContext db, int employeeId, CancellationToken cancellation)
    {
        var rows = await (from o in db.StarOutcomes.AsNoTracking()
                          join c in db.Cycles on o.CycleId equals c.Id
                          where o.EmployeeId == employeeId && (c.State == CycleState.Released || c.State == CycleState.Closed)
                          select new Outcome(
                              o.CycleId,
                              o.ReachedLevel,
                              o.LevelBefore,
                              o.LevelAfter,
                              o.Change,
                              !db.StarStandingChanges.Any(s => s.EmployeeId == employeeId && s.ParticipantId == o.ParticipantId && !s.Counts))).ToListAsync(cancellation);
        return rows.ToDictionary(r => r.CycleId);
    }

    private static async Task<StarFindings> FoundAsync(PortalDbContext db, OwnCycle cycle, IReadOnlyDictionary<string, LocalText> trainings, CancellationToken cancellation)
    {
        var explanation = await db.StarOutcomes.AsNoTracking().Where(o => o.ParticipantId == cycle.ParticipantId).Select(o => o.Explanation).SingleAsync(cancellation);
        return new StarFindings(cycle.CycleId, cycle.Name, cycle.End, explanation, await NamesAsync(db, cycle, trainings, cancellation), false);
    }

    // scores, ranks and actual values are not even read: what is not in it cannot be derived from it
    private static async Task<StarFindings?> PreviewAsync(
        PortalDbContext db, OwnCycle cycle, int employeeId, IReadOnlyDictionary<string, LocalText> trainings, CancellationToken cancellation)
    {
        if (!await db.InStarProgramme(cycle.CycleId, cycle.Definition.Population).AnyAsync(p => p.Id == cycle.ParticipantId, cancellation))
        {
            return null;
        }

        var hired = await db.Employees.AsNoTracking().Where(e => e.Id == employeeId).Select(e => e.HireDate).SingleAsync(cancellation);
        var recorded = await db.StarFacts.AsNoTracking()
            .Where(f => f.EmployeeId == employeeId && f.State == StarFactState.Approved && f.Date <= cycle.End)
            .Select(f => new RecordedFact(f.Kind, f.Code, f.Date))
            .ToListAsync(cancellation);
        var visible = new StarFacts(
            cycle.Start,
            cycle.End,
            null,
            new Dictionary<string, decimal>(),
            new Dictionary<string, decimal>(),
            new Dictionary<string, decimal>(),
            Months.Tenure(hired, cycle.End),
            recorded,
            new Dictionary<RankGroup, RankPlace>());
        return new StarFindings(
            cycle.CycleId, cycle.Name, cycle.End, StarEvaluation.Evaluate(cycle.Definition, visible), await NamesAsync(db, cycle, trainings, cancellation), true);
    }

    private static async Task<StarNames> NamesAsync(PortalDbContext db, OwnCycle cycle, IReadOnlyDictionary<string, LocalText> trainings, CancellationToken cancellation) =>
        StarNames.Of(await db.TemplateVersions.AsNoTracking().Where(v => v.Id == cycle.TemplateVersionId).Select(v => v.Definition).SingleOrDefaultAsync(cancellation), trainings);

    private sealed record Outcome(int CycleId, int? Reached, int? Before, int After, StarChange Change, bool Counts);

    private sealed record OwnCycle(
        int ParticipantId, int CycleId, string Name, DateOnly Start, DateOnly End, CycleState State, int? TemplateVersionId, int ProgrammeId, StarDefinition Definition)
    {
        public bool IsReleased => State is CycleState.Released or CycleState.Closed;

        public StarHistoryRow Row(Outcome o) =>
            new(CycleId, Name, Start, End, o.Reached, o.Before, o.After, o.Change, State == CycleState.Closed, o.Counts, Definition);
    }
}
