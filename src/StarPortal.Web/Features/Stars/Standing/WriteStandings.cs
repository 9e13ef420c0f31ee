using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>Closing a cycle moves the standings of everybody in it and writes their history, by a handful of statements.</summary>
internal sealed class WriteStandings : IClosingStep
{
    public int Order => 10;

    public async Task<ClosingPreview> PreviewAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        if (await ClosingPlan.ReadAsync(db, cycleId, cancellation) is not { } plan)
        {
            return ClosingPreview.Nothing;
        }

        var obstacle = await ClosingPlan.ObstacleAsync(db, plan.Cycle, cancellation);
        return new ClosingPreview(obstacle is null ? [] : [obstacle], [.. Effects(plan)]);
    }

    public async Task<Result> CloseAsync(PortalDbContext db, int cycleId, Actor actor, DateTime now, CancellationToken cancellation)
    {
        if (await StarCycle.FindAsync(db, cycleId, cancellation) is not { } cycle)
        {
            return Result.Ok;
        }

        // another cycle of the programme that closes now waits, and then finds the standings as they are after this one
        await db.StarProgrammes.Where(p => p.Id == cycle.ProgrammeId).ExecuteUpdateAsync(s => s.SetProperty(p => p.Version, p => p.Version), cancellation);
        if (await ClosingPlan.ObstacleAsync(db, cycle, cancellation) is { } obstacle)
        {
            return obstacle;
        }

        var plan = (await ClosingPlan.ReadAsync(db, cycleId, cancellation))!;
        await StoreAsync(db, plan, now, cancellation);
        await CorrectOutcomesAsync(db, plan, cancellation);
        var counts = Enum.GetValues<StarChange>().Select(c => string.Create(CultureInfo.InvariantCulture, $"{c}={plan.Count(c)}"));
        db.Audit(actor, new AuditNote("Stars.StandingsWritten", "Cycle", cycleId, Details: string.Join(", ", counts)), now);
        return Result.Ok;
    }

    private static IEnumerable<string> Effects(ClosingPlan plan)
    {
        yield return Fill(
            StandingText.CloseMoves,
            Formats.Count(plan.Count(StarChange.Promoted)),
            Formats.Count(plan.Count(StarChange.Demoted)),
            Formats.Count(plan.Count(StarChange.Kept) + plan.Count(StarChange.Below)),
            Formats.Count(plan.Count(StarChange.Started)),
            Formats.Count(plan.Count(StarChange.NotEvaluated)));
        if (plan.Different.Count > 0)
        {
            yield return Fill(StandingText.CloseDifferent, Formats.Count(plan.Different.Count));
        }

        if (plan.Moves.Count(m => !m.Counts) is > 0 and var late)
        {
            yield return Fill(StandingText.CloseLate, Formats.Count(late));
        }
    }

    private static string Fill(string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    private static async Task StoreAsync(PortalDbContext db, ClosingPlan plan, DateTime now, CancellationToken cancellation)
    {
        var cycle = plan.Cycle;
        var begins = plan.Moves.Where(m => m.StandingId is null).ToList();
        var ids = await db.ReserveIdsAsync<StarStanding>(begins.Count, cancellation);
        await db.InsertAsync(
            [.. begins.Select(m => new StarStanding(m.EmployeeId, cycle.ProgrammeId, m.Step.LevelAfter, m.Step.CyclesBelow, cycle.Id, cycle.PeriodEnd, now))], ids, cancellation);
        var begun = begins.Zip(ids).ToDictionary(x => x.First.EmployeeId, x => x.Second);
        await db.InsertAsync(
            [.. plan.Moves.Select(m => new StarStandingChange(m.StandingId ?? begun[m.EmployeeId], m, cycle.ProgrammeId, cycle.ProgrammeVersionId, cycle.Id, cycle.PeriodEnd, now))],
            null,
            cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "StarStandings" SET
              "Since" = CASE WHEN "StarStandings"."Level" <> c."LevelAfter" THEN c."At" ELSE "StarStandings"."Since" END,
              "Level" = c."LevelAfter", "CyclesBelow" = c."CyclesBelow", "LastCycleId" = c."CycleId", "LastPeriodEnd" = c."PeriodEnd",
              "Version" = "StarStandings"."Version" + 1
            FROM "StarStandingChanges" AS c
            WHERE c."StandingId" = "StarStandings"."Id" AND c."CycleId" = {cycle.Id} AND c."Counts"
            """,
            cancellation);
    }

    // what people were shown at release must not differ from what is written now
    private static async Task CorrectOutcomesAsync(PortalDbContext db, ClosingPlan plan, CancellationToken cancellation)
    {
        foreach (var chunk in plan.Moves.Where(m => plan.Different.Contains(m.ParticipantId)).Chunk(500))
        {
            var ids = chunk.Select(m => m.ParticipantId).ToList();
            var outcomes = await db.StarOutcomes.Where(o => ids.Contains(o.ParticipantId)).ToDictionaryAsync(o => o.ParticipantId, cancellation);
            foreach (var move in chunk)
            {
                outcomes[move.ParticipantId].Step(move.Before, move.Step);
            }

            await db.SaveChangesAsync(cancellation);
        }
    }
}
