using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Results;

namespace StarPortal.Web.Features.Results;

/// <summary>A participant's result as it is stored, to be compared with a new computation.</summary>
/// <param name="Tree">The current version's; null before the first.</param>
internal sealed record StoredResult(int Id, int ParticipantId, int Number, ScoreTree? Tree)
{
    public bool Says(ScoreTree tree) => Tree is not null && Json(Tree) == Json(tree);

    private static string Json(ScoreTree tree) => JsonSerializer.Serialize(tree, JsonColumn.Options);
}

/// <summary>Reads and writes results of a chunk of participants by set statements.</summary>
internal static class StoredResults
{
    public static async Task<Dictionary<int, StoredResult>> ReadAsync(PortalDbContext db, int cycleId, int first, int to, CancellationToken cancellation)
    {
        var rows = await (from r in db.ParticipantResults.AsNoTracking()
                          join v in db.ResultVersions on new { ResultId = r.Id, Number = r.CurrentNumber } equals new { v.ResultId, v.Number } into current
                          from v in current.DefaultIfEmpty()
                          where r.CycleId == cycleId && r.ParticipantId >= first && r.ParticipantId <= to
                          select new StoredResult(r.Id, r.ParticipantId, r.CurrentNumber, v == null ? null : v.Tree)).ToListAsync(cancellation);
        return rows.ToDictionary(r => r.ParticipantId);
    }

    /// <summary>Adds a version where the tree says something new. Only inside a write transaction.</summary>
    /// <returns>How many versions were added.</returns>
    public static async Task<int> AddVersionsAsync(
        PortalDbContext db, int cycleId, IReadOnlyList<(int ParticipantId, ScoreTree Tree)> trees, Actor actor, DateTime now, CancellationToken cancellation)
    {
        var (first, to) = (trees[0].ParticipantId, trees[^1].ParticipantId);
        var stored = await ReadAsync(db, cycleId, first, to, cancellation);
        var fresh = trees.Where(t => !stored.ContainsKey(t.ParticipantId)).Select(t => t.ParticipantId).ToList();
        var ids = await db.ReserveIdsAsync<ParticipantResult>(fresh.Count, cancellation);
        await db.InsertAsync([.. fresh.Select(p => new ParticipantResult(cycleId, p))], ids, cancellation);
        foreach (var (participant, id) in fresh.Zip(ids))
        {
            stored.Add(participant, new StoredResult(id, participant, 0, null));
        }

        var versions = trees
            .Where(t => !stored[t.ParticipantId].Says(t.Tree))
            .Select(t => new ResultVersion(stored[t.ParticipantId].Id, stored[t.ParticipantId].Number + 1, ResultVersionKind.Computed, t.Tree, "", actor, now))
            .ToList();
        await db.InsertAsync(versions, null, cancellation);
        if (versions.Count > 0)
        {
            await PointToLatestAsync(db, cycleId, first, to, cancellation);
        }

        return versions.Count;
    }

    private static Task<int> PointToLatestAsync(PortalDbContext db, int cycleId, int first, int to, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "ParticipantResults" SET "CurrentNumber" = v."Number", "CurrentTotal" = v."Total", "Version" = "ParticipantResults"."Version" + 1
            FROM "ResultVersions" AS v
            WHERE v."ResultId" = "ParticipantResults"."Id" AND v."Number" = "ParticipantResults"."CurrentNumber" + 1
              AND "ParticipantResults"."CycleId" = {cycleId} AND "ParticipantResults"."ParticipantId" BETWEEN {first} AND {to}
            """,
            cancellation);
}
