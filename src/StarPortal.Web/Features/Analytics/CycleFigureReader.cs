using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Analytics;

/// <summary>
/// Works a cycle's figures out. They rest on the results as they were released: a later correction of one person's must not
/// show as the difference of two reports.
/// </summary>
internal static class CycleFigureReader
{
    /// <summary>Null before the release.</summary>
    public static async Task<CycleFigures?> ReadAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var cycle = await (from c in db.Cycles.AsNoTracking()
                           join t in db.TemplateVersions on c.TemplateVersionId equals t.Id
                           where c.Id == cycleId && c.ReleasedAt != null
                           select new { c.AnonymityThreshold, c.StarProgrammeVersionId, t.Definition }).SingleOrDefaultAsync(cancellation);
        if (cycle is null)
        {
            return null;
        }

        var summary = new CycleSummary([.. cycle.Definition.Sections.Select(s => new SectionName(s.Key, s.Name))]);
        // one after the other, and only what is asked for is made of the text: a company's trees together would fill the memory
        var people = db.Database.SqlQuery<ReleasedResult>(
            $"""
            SELECT p."EmployeeId", p."ManagerId", p."DepartmentPath", v."Total", v."Tree"
            FROM "Participants" p
            JOIN "Cycles" c ON c."Id" = p."CycleId"
            JOIN "ParticipantResults" r ON r."ParticipantId" = p."Id"
            JOIN "ResultVersions" v ON v."ResultId" = r."Id"
              AND v."Number" = (SELECT MAX(w."Number") FROM "ResultVersions" w WHERE w."ResultId" = r."Id" AND w."CreatedAt" <= c."ReleasedAt")
            WHERE p."CycleId" = {cycleId} AND p."State" <> 'Withdrawn'
            """).AsAsyncEnumerable();
        await foreach (var p in people.WithCancellation(cancellation))
        {
            var parts = ResultParts.Of(JsonSerializer.Deserialize<ScoreOutline>(p.Tree, JsonColumn.Options)!);
            summary.Add(new RatedPerson(p.EmployeeId, p.ManagerId, p.DepartmentPath, p.Total, parts));
        }

        var names = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Path, d => d.Name, cancellation);
        return summary.Finish(
            names,
            cycle.AnonymityThreshold,
            await ParticipationAsync(db, cycleId, null, cancellation),
            cycle.StarProgrammeVersionId is { } version ? await StarsAsync(db, cycleId, version, cycle.AnonymityThreshold, cancellation) : null);
    }

    /// <summary>Reviews by kind and what became of them, without those on withdrawn people and those of earlier managers.</summary>
    /// <param name="db">Where to read.</param>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="reader">Whose own case, and whose reports' group reviews, are left out: counts that move would tell who handed in.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<IReadOnlyList<Participation>> ParticipationAsync(PortalDbContext db, int cycleId, int? reader, CancellationToken cancellation)
    {
        var counts = await Reviews(db, cycleId, reader)
            .GroupBy(r => new { r.Relationship, r.State })
            .Select(g => new { g.Key.Relationship, g.Key.State, Count = g.Count() })
            .ToListAsync(cancellation);
        return
        [
            .. counts.GroupBy(c => c.Relationship).OrderBy(g => g.Key).Select(g => new Participation(
                g.Key,
                g.Sum(c => c.Count),
                g.Where(c => c.State is ReviewState.Submitted or ReviewState.Reopened).Sum(c => c.Count),
                g.Where(c => c.State == ReviewState.Declined).Sum(c => c.Count),
                g.Where(c => c.State == ReviewState.Missed).Sum(c => c.Count),
                g.Where(c => c.State is ReviewState.NotStarted or ReviewState.Draft).Sum(c => c.Count))),
        ];
    }

    /// <inheritdoc cref="ParticipationAsync"/>
    public static IQueryable<Review> Reviews(PortalDbContext db, int cycleId, int? reader)
    {
        var own = reader ?? 0;
        var withdrawn = db.Participants.Where(p => p.CycleId == cycleId && p.State == ParticipantState.Withdrawn).Select(p => p.Id);
        var team = db.Participants.Where(p => p.CycleId == cycleId && p.ManagerId == own).Select(p => p.Id);
        return db.Reviews.AsNoTracking().Where(r => r.CycleId == cycleId && r.State != ReviewState.Withdrawn && !r.PreviousManager && r.SubjectId != own && !withdrawn.Contains(r.ParticipantId)
            && (r.Relationship == Relationship.Self || r.Relationship == Relationship.Manager || !team.Contains(r.ParticipantId)));
    }

    private static async Task<StarFigures?> StarsAsync(PortalDbContext db, int cycleId, int versionId, int threshold, CancellationToken cancellation)
    {
        var definition = await db.StarProgrammeVersions.AsNoTracking().Where(v => v.Id == versionId).Select(v => v.Definition).SingleAsync(cancellation);
        var outcomes = await (from o in db.StarOutcomes.AsNoTracking()
                              join p in db.Participants on o.ParticipantId equals p.Id
                              where o.CycleId == cycleId && o.ReachedLevel != null && p.State != ParticipantState.Withdrawn
                              select new { o.LevelAfter, o.Change, p.EmployeeId, p.ManagerId }).ToListAsync(cancellation);
        var levels = TotalDistribution.ForEverybody([.. outcomes.Select(o => new KnownFigure(o.LevelAfter, o.EmployeeId, o.ManagerId))], threshold, 1m);
        var moves = TotalDistribution.ForEverybody([.. outcomes.Select(o => new KnownFigure(MoveOf(o.Change), o.EmployeeId, o.ManagerId))], threshold, 1m);
        return levels.Count == 0 ? null : new StarFigures(definition.Name, [.. definition.Levels.Select(l => l.Name)], levels, moves);
    }

    private static decimal MoveOf(StarChange change) => change switch
    {
        StarChange.Promoted => 1m,
        StarChange.Demoted => -1m,
        _ => 0m,
    };

    /// <summary>A result as it was released, with its tree as the text that is stored, in UTF-8.</summary>
    private sealed record ReleasedResult(int EmployeeId, int? ManagerId, string DepartmentPath, decimal? Total, byte[] Tree);
}
