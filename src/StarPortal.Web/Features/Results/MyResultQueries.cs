using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Results;

namespace StarPortal.Web.Features.Results;

/// <summary>A released result in a list of one's own or one's team's.</summary>
public sealed record ResultRow(
    int ParticipantId, string Name, string JobTitle, int CycleId, string Cycle, DateOnly PeriodStart, DateOnly PeriodEnd, DateTime ReleasedAt, decimal? Total);

public sealed record CycleChoice(int Id, string Name);

/// <summary>Released results of the person asking, and of those they managed in the cycle.</summary>
public sealed class MyResultQueries(IDbContextFactory<PortalDbContext> factory)
{
    public async Task<IReadOnlyList<ResultRow>> MineAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return actor.EmployeeId is { } me
            ? await Released(db).Where(x => x.Participant.EmployeeId == me)
                .OrderByDescending(x => x.Cycle.PeriodEnd).ThenByDescending(x => x.Cycle.Id)
                .Select(x => new ResultRow(
                    x.Participant.Id, x.Participant.Name, x.Participant.JobTitle, x.Cycle.Id, x.Cycle.Name, x.Cycle.PeriodStart, x.Cycle.PeriodEnd, x.Cycle.ReleasedAt!.Value,
                    db.ParticipantResults.Where(r => r.ParticipantId == x.Participant.Id).Select(r => r.CurrentTotal).FirstOrDefault()))
                .ToListAsync(cancellation)
            : [];
    }

    /// <summary>Cycles in which the person manages somebody whose result is released, the latest first.</summary>
    public async Task<IReadOnlyList<CycleChoice>> TeamCyclesAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return actor.EmployeeId is { } me
            ? await db.Cycles.AsNoTracking()
                .Where(c => (c.State == CycleState.Released || c.State == CycleState.Closed)
                    && db.Participants.Any(p => p.CycleId == c.Id && p.ManagerId == me && p.State != ParticipantState.Withdrawn))
                .OrderByDescending(c => c.PeriodEnd).ThenByDescending(c => c.Id)
                .Select(c => new CycleChoice(c.Id, c.Name))
                .ToListAsync(cancellation)
            : [];
    }

    public async Task<IReadOnlyList<ResultRow>> TeamAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        var rows = await Released(db).Where(x => x.Cycle.Id == cycleId && x.Participant.ManagerId == me && x.Participant.EmployeeId != me)
            .OrderBy(x => x.Participant.Name).ThenBy(x => x.Participant.Id)
            .Select(x => new ResultRow(
                x.Participant.Id, x.Participant.Name, x.Participant.JobTitle, x.Cycle.Id, x.Cycle.Name, x.Cycle.PeriodStart, x.Cycle.PeriodEnd, x.Cycle.ReleasedAt!.Value,
                db.ParticipantResults.Where(r => r.ParticipantId == x.Participant.Id).Select(r => r.CurrentTotal).FirstOrDefault()))
            .ToListAsync(cancellation);
        var closed = await ClosedResults.ToAsync(db, me, rows.ConvertAll(r => r.ParticipantId), cancellation);
        return rows.FindAll(r => !closed.Contains(r.ParticipantId));
    }

    /// <summary>The star level of each of these reports after the cycle, by participant; empty where the cycle decides none.</summary>
    public async Task<IReadOnlyDictionary<int, StarLevel>> TeamStarsAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return new Dictionary<int, StarLevel>();
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var levels = await (from o in db.StarOutcomes.AsNoTracking()
                            join x in Released(db) on o.ParticipantId equals x.Participant.Id
                            where x.Cycle.Id == cycleId && x.Participant.ManagerId == me && x.Participant.EmployeeId != me
                            select new { o.ParticipantId, o.LevelAfter, o.ProgrammeVersionId }).ToListAsync(cancellation);
        var closed = await ClosedResults.ToAsync(db, me, levels.ConvertAll(l => l.ParticipantId), cancellation);
        var versions = levels.Select(l => l.ProgrammeVersionId).Distinct().ToList();
        var definitions = await db.StarProgrammeVersions.AsNoTracking().Where(v => versions.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Definition, cancellation);
        return levels
            .Select(l => (l.ParticipantId, Level: definitions[l.ProgrammeVersionId].Level(l.LevelAfter)))
            .Where(l => l.Level is not null && !closed.Contains(l.ParticipantId))
            .ToDictionary(l => l.ParticipantId, l => l.Level!);
    }

    private static IQueryable<Entry> Released(PortalDbContext db) =>
        from p in db.Participants.AsNoTracking()
        join c in db.Cycles on p.CycleId equals c.Id
        where p.State != ParticipantState.Withdrawn
            && (c.State == CycleState.Released || c.State == CycleState.Closed)
            && db.ParticipantResults.Any(r => r.ParticipantId == p.Id && r.CurrentNumber > 0)
        select new Entry { Participant = p, Cycle = c };

    private sealed class Entry
    {
        public required Participant Participant { get; init; }

        public required Cycle Cycle { get; init; }
    }
}
