using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>What closing a cycle does to everybody's standing, as the standings are at this moment.</summary>
/// <param name="Moves">By participant, ascending.</param>
/// <param name="Different">Participants for whom the standing was moved by another cycle since this one's release.</param>
internal sealed record ClosingPlan(StarCycle Cycle, IReadOnlyList<StandingMove> Moves, IReadOnlySet<int> Different)
{
    /// <summary>Null when the cycle decides no stars.</summary>
    public static async Task<ClosingPlan?> ReadAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        await StarCycle.FindAsync(db, cycleId, cancellation) is { } cycle ? await ReadAsync(db, cycle, 0, int.MaxValue, cancellation) : null;

    /// <summary>Of some of the participants, by their identifiers.</summary>
    public static async Task<ClosingPlan> ReadAsync(PortalDbContext db, StarCycle cycle, int first, int last, CancellationToken cancellation)
    {
        var rows = await (from o in db.StarOutcomes.AsNoTracking()
                          join p in db.Participants on o.ParticipantId equals p.Id
                          // the sum lets the database look by participant: a chunk is a small part of the cycle
                          where o.CycleId + 0 == cycle.Id && o.ParticipantId >= first && o.ParticipantId <= last && p.State != ParticipantState.Withdrawn
                          join s in db.StarStandings.Where(s => s.ProgrammeId == cycle.ProgrammeId) on o.EmployeeId equals s.EmployeeId into standings
                          from s in standings.DefaultIfEmpty()
                          orderby o.ParticipantId
                          select new
                          {
                              o.ParticipantId,
                              o.EmployeeId,
                              o.ReachedLevel,
                              o.Newcomer,
                              o.LevelBefore,
                              o.LevelAfter,
                              o.CyclesBelow,
                              o.Change,
                              Standing = s == null ? null : new StandingNow(s.Id, s.Level, s.CyclesBelow, s.LastPeriodEnd),
                          }).ToListAsync(cancellation);
        var (policy, levels) = (cycle.Definition.Policy, cycle.Definition.Levels.Count);
        var moves = rows.ConvertAll(r => StandingMove.Of(policy, levels, cycle.PeriodEnd, r.ParticipantId, r.EmployeeId, r.ReachedLevel, r.Newcomer, r.Standing));
        var different = rows.Zip(moves)
            .Where(x => x.First.LevelBefore != x.Second.Before?.Level || new StarStep(x.First.LevelAfter, x.First.CyclesBelow, x.First.Change) != x.Second.Step)
            .Select(x => x.First.ParticipantId)
            .ToHashSet();
        return new ClosingPlan(cycle, moves, different);
    }

    /// <summary>
    /// Consecutive cycles below count only in the order of time: a cycle waits for earlier ones that the same people take part in.
    /// </summary>
    public static async Task<Error?> ObstacleAsync(PortalDbContext db, StarCycle cycle, CancellationToken cancellation)
    {
        var earlier = await (from c in db.Cycles.AsNoTracking()
                             join v in db.StarProgrammeVersions on c.StarProgrammeVersionId equals v.Id
                             where v.ProgrammeId == cycle.ProgrammeId
                                 && c.Id != cycle.Id
                                 && (c.State == CycleState.Running || c.State == CycleState.Calibrating || c.State == CycleState.Released)
                                 && (c.PeriodEnd < cycle.PeriodEnd || (c.PeriodEnd == cycle.PeriodEnd && c.Id < cycle.Id))
                                 && db.Participants.Any(p => p.CycleId == c.Id && p.State != ParticipantState.Withdrawn
                                     && db.Participants.Any(q => q.CycleId == cycle.Id && q.EmployeeId == p.EmployeeId && q.State != ParticipantState.Withdrawn))
                             orderby c.PeriodEnd, c.Id
                             select c.Name).FirstOrDefaultAsync(cancellation);
        return earlier is null ? null : StandingErrors.EarlierCycleOpen.With(earlier);
    }

    public int Count(StarChange change) => Moves.Count(m => m.Counts && m.Step.Change == change);
}
