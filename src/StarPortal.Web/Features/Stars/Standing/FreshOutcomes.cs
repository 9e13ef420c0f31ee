using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Stars;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>What the rules give now for everybody in a cycle, a chunk at a time, and how it differs from what is stored.</summary>
internal static class FreshOutcomes
{
    /// <summary>In ascending order of participants.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<StarOutcome>> ReadAsync(
        PortalDbContext db, StarCycle cycle, DateTime now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await StarFactsReader.OpenAsync(db, cycle.Id, cycle.Definition, cancellation) is not { } reader)
        {
            yield break;
        }

        await foreach (var chunk in reader.ReadAsync(cancellation))
        {
            var standings = await StandingsAsync(db, cycle, chunk[0].ParticipantId, chunk[^1].ParticipantId, cancellation);
            yield return [.. chunk.Select(p => Of(cycle, p, standings.GetValueOrDefault(p.EmployeeId), now))];
        }
    }

    public static Task<Dictionary<int, StarOutcome>> StoredAsync(PortalDbContext db, int cycleId, int first, int to, CancellationToken cancellation) =>
        db.StarOutcomes.AsNoTracking().Where(o => o.CycleId == cycleId && o.ParticipantId >= first && o.ParticipantId <= to).ToDictionaryAsync(o => o.ParticipantId, cancellation);

    /// <summary>Whether two outcomes say the same; when they were found is no matter.</summary>
    public static bool Same(StarOutcome a, StarOutcome b) =>
        a.ProgrammeVersionId == b.ProgrammeVersionId
        && a.LevelBefore == b.LevelBefore
        && a.CyclesBelowBefore == b.CyclesBelowBefore
        && a.LevelAfter == b.LevelAfter
        && a.CyclesBelow == b.CyclesBelow
        && a.Change == b.Change
        && JsonSerializer.Serialize(a.Explanation, JsonColumn.Options) == JsonSerializer.Serialize(b.Explanation, JsonColumn.Options);

    private static StarOutcome Of(StarCycle cycle, ParticipantFacts person, StandingNow? standing, DateTime now)
    {
        var explanation = StarEvaluation.Evaluate(cycle.Definition, person.Facts);
        var move = StandingMove.Of(
            cycle.Definition.Policy, cycle.Definition.Levels.Count, cycle.PeriodEnd, person.ParticipantId, person.EmployeeId, explanation.Reached, explanation.Newcomer, standing);
        var subject = new StarSubject(cycle.Id, person.ParticipantId, person.EmployeeId, cycle.ProgrammeId, cycle.ProgrammeVersionId);
        return new StarOutcome(subject, explanation, move.Before, move.Step, now);
    }

    private static async Task<Dictionary<int, StandingNow>> StandingsAsync(PortalDbContext db, StarCycle cycle, int first, int to, CancellationToken cancellation)
    {
        var rows = await (from s in db.StarStandings.AsNoTracking()
                          join p in db.Participants on s.EmployeeId equals p.EmployeeId
                          where s.ProgrammeId == cycle.ProgrammeId && p.CycleId == cycle.Id && p.Id >= first && p.Id <= to
                          select new { s.EmployeeId, s.Id, s.Level, s.CyclesBelow, s.LastPeriodEnd }).ToListAsync(cancellation);
        return rows.ToDictionary(r => r.EmployeeId, r => new StandingNow(r.Id, r.Level, r.CyclesBelow, r.LastPeriodEnd));
    }
}
