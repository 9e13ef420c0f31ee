using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>
/// Takes a chunk of a closing's moves back: an entry against each, which stays beside it, and standings as the history
/// without them says. A standing that began with the cycle is gone again.
/// </summary>
internal static class StandingReversal
{
    /// <summary>In the transaction of a chunk.</summary>
    /// <returns>How many moves were taken back.</returns>
    public static async Task<int> RunAsync(PortalDbContext db, ClosingContext closing, ParticipantRange range, CancellationToken cancellation)
    {
        var (cycle, round, first, last) = (closing.CycleId, closing.Round, range.First, range.Last);
        await db.StarProgrammes.Where(p => db.StarStandingChanges.Any(c => c.CycleId == cycle && c.ProgrammeId == p.Id)).ExecuteUpdateAsync(s => s.SetProperty(p => p.Version, p => p.Version), cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "StarStandingChanges" SET "ReversedAt" = {closing.Now}
            WHERE "CycleId" = {cycle} AND "Round" = {round} AND "ReversesId" = 0 AND "ReversedAt" IS NULL AND "ParticipantId" BETWEEN {first} AND {last}
            """,
            cancellation);
        var reversed = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "StarStandingChanges"
              ("StandingId", "EmployeeId", "ParticipantId", "ProgrammeId", "ProgrammeVersionId", "CycleId", "PeriodEnd", "ReachedLevel", "LevelBefore", "LevelAfter", "CyclesBelow", "Change", "Counts", "At", "Round", "ReversesId", "ReversedAt")
            SELECT c."StandingId", c."EmployeeId", c."ParticipantId", c."ProgrammeId", c."ProgrammeVersionId", c."CycleId", c."PeriodEnd", NULL, c."LevelAfter", COALESCE(c."LevelBefore", 0),
              0, c."Change", c."Counts", {closing.Now}, c."Round", c."Id", NULL
            FROM "StarStandingChanges" c
            WHERE c."CycleId" = {cycle} AND c."Round" = {round} AND c."ReversesId" = 0 AND c."ParticipantId" BETWEEN {first} AND {last}
            ORDER BY c."Id"
            ON CONFLICT DO NOTHING
            """,
            cancellation);
        await RestoreAsync(db, closing, range, cancellation);
        return reversed;
    }

    private static async Task RestoreAsync(PortalDbContext db, ClosingContext closing, ParticipantRange range, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "StarStandings" SET
              "Level" = h."LevelAfter", "CyclesBelow" = h."CyclesBelow", "LastCycleId" = h."CycleId", "LastPeriodEnd" = h."PeriodEnd",
              "Since" = (SELECT MAX(s."At") FROM "StarStandingChanges" s
                         WHERE s."StandingId" = "StarStandings"."Id" AND s."ReversesId" = 0 AND s."ReversedAt" IS NULL AND s."Counts"
                           AND (s."LevelBefore" IS NULL OR s."LevelBefore" <> s."LevelAfter")),
              "Version" = "StarStandings"."Version" + 1
            FROM "StarStandingChanges" AS h
            WHERE h."StandingId" = "StarStandings"."Id"
              AND h."Id" = (SELECT MAX(x."Id") FROM "StarStandingChanges" x WHERE x."StandingId" = "StarStandings"."Id" AND x."ReversesId" = 0 AND x."ReversedAt" IS NULL AND x."Counts")
              AND "StarStandings"."Id" IN
                (SELECT c."StandingId" FROM "StarStandingChanges" c
                 WHERE c."CycleId" = {closing.CycleId} AND c."Round" = {closing.Round} AND c."ReversesId" = 0 AND c."Counts" AND c."ParticipantId" BETWEEN {range.First} AND {range.Last})
            """,
            cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM "StarStandings" WHERE "Id" IN
              (SELECT c."StandingId" FROM "StarStandingChanges" c
               WHERE c."CycleId" = {closing.CycleId} AND c."Round" = {closing.Round} AND c."ReversesId" = 0 AND c."Counts" AND c."LevelBefore" IS NULL
                 AND c."ParticipantId" BETWEEN {range.First} AND {range.Last})
              AND NOT EXISTS (SELECT 1 FROM "StarStandingChanges" x WHERE x."StandingId" = "StarStandings"."Id" AND x."ReversesId" = 0 AND x."ReversedAt" IS NULL)
            """,
            cancellation);
    }
}
