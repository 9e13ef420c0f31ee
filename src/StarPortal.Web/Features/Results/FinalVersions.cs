using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Results;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Cycles;

namespace StarPortal.Web.Features.Results;

/// <summary>
/// The first step of a closing: every published result is computed once more from its inputs, and what is the same becomes
/// final. A difference stops the closing before it has any effect, with the names for HR.
/// </summary>
internal sealed class FinalVersions : IClosingStep
{
    private const int NamesTold = 20;
    private const string Final = "Final";

    public int Order => 10;

    public string Name => "FinalVersions";

    public string Label => ResultsText.CloseStep;

    public string CountLabel(string count) => count == Final ? ResultsText.CloseCount_Final : ResultsText.CloseCount_Reversed;

    public async Task<IReadOnlyList<string>> PreviewAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        [string.Format(CultureInfo.CurrentCulture, ResultsText.ClosePreview, Formats.Count(await db.ParticipantResults.CountAsync(r => r.CycleId == cycleId, cancellation)))];

    public async Task<Result> RunAsync(ClosingContext closing, CancellationToken cancellation)
    {
        ScoringInputs? inputs = null;
        var checkedAll = await closing.EachChunkAsync<IReadOnlyList<int>>(
            async (db, range) =>
            {
                inputs ??= await ScoringInputs.OpenAsync(db, closing.CycleId, cancellation);
                return inputs is null ? Result<IReadOnlyList<int>>.Of([]) : Result<IReadOnlyList<int>>.Of(await SameAsync(db, inputs, range, cancellation));
            },
            async (db, range, same) => ClosingCounts.Of((Final, await MarkAsync(db, closing.CycleId, range, same, cancellation))),
            cancellation);
        return checkedAll.Failed ? checkedAll : await closing.ReadAsync(db => DifferentAsync(db, closing.CycleId, cancellation), cancellation);
    }

    public Task<Result> ReverseAsync(ClosingContext closing, CancellationToken cancellation) => closing.OnceAsync(
        async db => ClosingCounts.Of(("Reversed", await db.ParticipantResults.Where(r => r.CycleId == closing.CycleId && r.FinalNumber != null)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.FinalNumber, (int?)null), cancellation))),
        cancellation);

    /// <summary>Results that say what the inputs give, read in parts of the chunk: a thousand people have a lot of answers.</summary>
    private static async Task<IReadOnlyList<int>> SameAsync(PortalDbContext db, ScoringInputs inputs, ParticipantRange range, CancellationToken cancellation)
    {
        var same = new List<int>(range.Count);
        for (var next = range.First; next <= range.Last;)
        {
            var from = next;
            var ids = await ScoringInputs.Counting(db, inputs.Cycle.Id, from, range.Last).OrderBy(p => p.Id).Take(ScoringInputs.Chunk).Select(p => p.Id).ToListAsync(cancellation);
            if (ids.Count == 0)
            {
                break;
            }

            same.AddRange(await SameAsync(db, inputs, ids[0], ids[^1], cancellation));
            next = ids[^1] + 1;
        }

        return same;
    }

    /// <summary>A calibrated version stands on the computed one before it.</summary>
    private static async Task<IEnumerable<int>> SameAsync(PortalDbContext db, ScoringInputs inputs, int first, int last, CancellationToken cancellation)
    {
        var stored = await db.Database.SqlQuery<Published>(
            $"""
            SELECT r."Id", r."ParticipantId", r."CurrentNumber", v."Number", r."CurrentTotal", v."Tree"
            FROM "ParticipantResults" r JOIN "ResultVersions" v ON v."ResultId" = r."Id"
            WHERE r."CycleId" + 0 = {inputs.Cycle.Id} AND r."ParticipantId" BETWEEN {first} AND {last}
              AND v."Number" = (SELECT MAX(x."Number") FROM "ResultVersions" x WHERE x."ResultId" = r."Id" AND x."Kind" = 'Computed')
            """).ToDictionaryAsync(r => r.ParticipantId, cancellation);
        var people = await inputs.RangeAsync(db, first, last, cancellation);
        return people.Where(p => stored.TryGetValue(p.ParticipantId, out var published) && published.Says(Scoring.Compute(p.Input))).Select(p => stored[p.ParticipantId].Id).ToList();
    }

    private static Task<int> MarkAsync(PortalDbContext db, int cycleId, ParticipantRange range, IReadOnlyList<int> same, CancellationToken cancellation)
    {
        // usually all of them: the span needs no list
        var results = db.ParticipantResults.Where(r => r.CycleId == cycleId && r.ParticipantId >= range.First && r.ParticipantId <= range.Last);
        return (same.Count == range.Count ? results : results.Where(r => same.Contains(r.Id))).ExecuteUpdateAsync(s => s.SetProperty(r => r.FinalNumber, r => r.CurrentNumber), cancellation);
    }

    private static async Task<Result> DifferentAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        if (await ScoringInputs.FindCycleAsync(db, cycleId, cancellation) is null)
        {
            return Result.Ok;
        }

        var different = ScoringInputs.Counting(db, cycleId).Where(p => !db.ParticipantResults.Any(r => r.ParticipantId == p.Id && r.FinalNumber != null));
        var count = await different.CountAsync(cancellation);
        if (count == 0)
        {
            return Result.Ok;
        }

        var names = await different.OrderBy(p => p.Name).ThenBy(p => p.Id).Take(NamesTold).Select(p => p.Name + " (" + p.Number + ")").ToListAsync(cancellation);
        return ClosingErrors.ResultsDiffer.With(count, string.Join(", ", names) + (count > NamesTold ? " …" : ""));
    }

    /// <summary>A result as it is stored; the tree as its text in UTF-8, which a new computation is written in the same way.</summary>
    private sealed record Published(int Id, int ParticipantId, int CurrentNumber, int Number, decimal? CurrentTotal, byte[] Tree)
    {
        public bool Says(ScoreTree tree)
        {
            var fresh = JsonSerializer.SerializeToUtf8Bytes(tree, JsonColumn.Options);
            decimal? total = tree.Total is { } exact ? Rounding.Score(exact) : null;
            return (fresh.AsSpan().SequenceEqual(Tree) || fresh.AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize<ScoreTree>(Tree, JsonColumn.Options), JsonColumn.Options)))
                && (CurrentNumber != Number || CurrentTotal == total);
        }
    }
}
