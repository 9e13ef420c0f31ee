using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>Closing a cycle notes who reached a star, for the points ledger; taking it back notes that, too.</summary>
internal sealed class NotePoints : IClosingStep
{
    public int Order => 60;

    public string Name => "PointsEvents";

    public string Label => ClosingText.Step_PointsEvents;

    public string CountLabel(string count) => count == "StarReached" ? ClosingText.Count_StarReached : ClosingText.Count_PointsReversed;

    public Task<IReadOnlyList<string>> PreviewAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([ClosingText.Effect_Points]);

    public Task<Result> RunAsync(ClosingContext closing, CancellationToken cancellation) => closing.EachChunkAsync(
        async (db, range) => ClosingCounts.Of(("StarReached", await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "PointsEvents" ("Key", "Kind", "EmployeeId", "CycleId", "ProgrammeId", "Level", "LevelBefore", "ReversesId", "At")
            SELECT 'star:' || CAST(c."ProgrammeId" AS TEXT) || ':' || CAST(c."CycleId" AS TEXT) || ':' || CAST(c."EmployeeId" AS TEXT) || ':' || CAST(c."Round" AS TEXT),
              'StarReached', c."EmployeeId", c."CycleId", c."ProgrammeId", c."LevelAfter", COALESCE(c."LevelBefore", 0), 0, {closing.Now}
            FROM "StarStandingChanges" c
            WHERE c."CycleId" = {closing.CycleId} AND c."Round" = {closing.Round} AND c."ReversesId" = 0 AND c."Counts" AND c."Change" = 'Promoted'
              AND c."ParticipantId" BETWEEN {range.First} AND {range.Last}
            ORDER BY c."Id"
            ON CONFLICT ("Key") DO NOTHING
            """,
            cancellation))),
        cancellation);

    public Task<Result> ReverseAsync(ClosingContext closing, CancellationToken cancellation) => closing.OnceAsync(
        async db => ClosingCounts.Of(("Reversed", await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "PointsEvents" ("Key", "Kind", "EmployeeId", "CycleId", "ProgrammeId", "Level", "LevelBefore", "ReversesId", "At")
            SELECT e."Key" || ':reversed', e."Kind", e."EmployeeId", e."CycleId", e."ProgrammeId", e."Level", e."LevelBefore", e."Id", {closing.Now}
            FROM "PointsEvents" e
            WHERE e."CycleId" = {closing.CycleId} AND e."ReversesId" = 0
            ORDER BY e."Id"
            ON CONFLICT ("Key") DO NOTHING
            """,
            cancellation))),
        cancellation);
}
