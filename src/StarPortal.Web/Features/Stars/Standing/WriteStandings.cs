using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>Closing a cycle moves the standings of everybody in it and writes their history, a chunk at a time by a handful of statements.</summary>
internal sealed class WriteStandings : IClosingStep
{
    public int Order => 20;

    public string Name => "Standings";

    public string Label => StandingText.CloseStep;

    public string AuditAction => "Stars.StandingsWritten";

    public string CountLabel(string count) => Enum.TryParse<StarChange>(count, out var change)
        ? StandingWords.Of(change)
        : count == Late ? StandingText.CloseCount_Late : StandingText.CloseCount_Reversed;

    private const string Late = "Late";
    private const string Reversed = "Reversed";

    public async Task<Error?> ObstacleAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        await StarCycle.FindAsync(db, cycleId, cancellation) is { } cycle ? await ClosingPlan.ObstacleAsync(db, cycle, cancellation) : null;

    public async Task<IReadOnlyList<string>> PreviewAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        await ClosingPlan.ReadAsync(db, cycleId, cancellation) is { } plan ? [.. Effects(plan)] : [];

    public async Task<Result> RunAsync(ClosingContext closing, CancellationToken cancellation)
    {
        StarCycle? cycle = null;
        return await closing.EachChunkAsync(
            async (db, range) =>
            {
                cycle ??= await StarCycle.FindAsync(db, closing.CycleId, cancellation);
                if (cycle is null)
                {
                    return ClosingCounts.None;
                }

                // another cycle of the programme that closes now waits, and then finds the standings as they are after this chunk
                await db.StarProgrammes.Where(p => p.Id == cycle.ProgrammeId).ExecuteUpdateAsync(s => s.SetProperty(p => p.Version, p => p.Version), cancellation);
                var plan = await ClosingPlan.ReadAsync(db, cycle, range.First, range.Last, cancellation);
                await StoreAsync(db, plan, closing, range, cancellation);
                await CorrectOutcomesAsync(db, plan, cancellation);
                return ClosingCounts.Of([
                    .. Enum.GetValues<StarChange>().Select(c => ($"{c}", (long)plan.Count(c))),
                    (Late, plan.Moves.Count(m => !m.Counts)),
                ]);
            },
            cancellation);
    }

    public Task<Result> ReverseAsync(ClosingContext closing, CancellationToken cancellation) => closing.EachChunkAsync(
        async (db, range) => ClosingCounts.Of((Reversed, await StandingReversal.RunAsync(db, closing, range, cancellation))), cancellation);

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

    private static async Task StoreAsync(PortalDbContext db, ClosingPlan plan, ClosingContext closing, ParticipantRange range, CancellationToken cancellation)
    {
        var (cycle, now) = (plan.Cycle, closing.Now);
        var begins = plan.Moves.Where(m => m.StandingId is null).ToList();
        var ids = await db.ReserveIdsAsync<StarStanding>(begins.Count, cancellation);
        await db.InsertAsync(
            [.. begins.Select(m => new StarStanding(m.EmployeeId, cycle.ProgrammeId, m.Step.LevelAfter, m.Step.CyclesBelow, cycle.Id, cycle.PeriodEnd, now))], ids, cancellation);
        var begun = begins.Zip(ids).ToDictionary(x => x.First.EmployeeId, x => x.Second);
        await db.InsertAsync(
            [.. plan.Moves.Select(m => new StarStandingChange(m.StandingId ?? begun[m.EmployeeId], m, cycle.ProgrammeId, cycle.ProgrammeVersionId, cycle.Id, cycle.PeriodEnd, now, closing.Round))],
            null,
            cancellation);
        if (begins.Count == plan.Moves.Count)
        {
            return;
        }

        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "StarStandings" SET
              "Since" = CASE WHEN "StarStandings"."Level" <> c."LevelAfter" THEN c."At" ELSE "StarStandings"."Since" END,
              "Level" = c."LevelAfter", "CyclesBelow" = c."CyclesBelow", "LastCycleId" = c."CycleId", "LastPeriodEnd" = c."PeriodEnd",
              "Version" = "StarStandings"."Version" + 1
            FROM "StarStandingChanges" AS c
            WHERE c."StandingId" = "StarStandings"."Id" AND c."CycleId" = {cycle.Id} AND c."Round" = {closing.Round} AND c."ReversesId" = 0
              AND c."Counts" AND c."LevelBefore" IS NOT NULL AND c."ParticipantId" BETWEEN {range.First} AND {range.Last}
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
