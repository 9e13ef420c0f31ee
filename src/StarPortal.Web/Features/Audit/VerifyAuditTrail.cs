using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;

namespace StarPortal.Web.Features.Audit;

/// <summary>What to check against besides the chain itself.</summary>
/// <param name="From">Not read again; nothing means the whole trail.</param>
public sealed record VerifyAuditTrailCommand(NotedAuditHead Noted, IProgress<AuditProgress>? Progress = null, SoundUpTo? From = null);

/// <param name="Checked">Entries read so far.</param>
/// <param name="Expected">Entries there were at the start.</param>
public sealed record AuditProgress(long Checked, long Expected);

/// <param name="Count">Entries found.</param>
/// <param name="Head">Hash of the last entry, to be noted outside the database.</param>
/// <param name="Faults">The first ones; <paramref name="FaultCount"/> counts all.</param>
public sealed record AuditReport(long Count, string Head, IReadOnlyList<AuditFault> Faults, long FaultCount)
{
    /// <summary>Sequence of the last entry.</summary>
    public long Last { get; init; }

    public bool Sound => FaultCount == 0;
}

/// <summary>Reads the whole trail and finds every altered, removed or inserted entry.</summary>
public sealed class VerifyAuditTrail(IDbContextFactory<PortalDbContext> factory)
{
    private const int Chunk = 2_000;

    public async Task<Result<AuditReport>> RunAsync(VerifyAuditTrailCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!AuditAccess.CanView(actor))
        {
            return AuditErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var chain = new AuditChain(command.Noted, command.From ?? SoundUpTo.Nothing);
        var expected = await db.AuditEntries.LongCountAsync(cancellation);
        var lastHash = command.From?.Hash ?? "";
        AuditHead? head;
        do
        {
            await foreach (var (sequence, entry) in ReadAsync(db, chain.Last, cancellation))
            {
                if (entry is null)
                {
                    chain.AddUnreadable(sequence);
                }
                else
                {
                    chain.Add(entry);
                    lastHash = entry.Hash;
                }

                if (chain.Count % Chunk == 0)
                {
                    command.Progress?.Report(new AuditProgress(chain.Count, Math.Max(expected, chain.Count)));
                }
            }

            // entries and head are written together: what was added while we read is there by now, so read on
            head = await db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(h => h.Id == 1, cancellation);
        }
        while (head is not null && head.Count > chain.Last && await db.AuditEntries.AnyAsync(e => e.Sequence > chain.Last, cancellation));

        chain.Finish(head);
        command.Progress?.Report(new AuditProgress(chain.Count, chain.Count));
        return new AuditReport(chain.Count, lastHash, chain.Faults, chain.FaultCount) { Last = chain.Last };
    }

    private static async IAsyncEnumerable<(long Sequence, AuditEntry? Entry)> ReadAsync(PortalDbContext db, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // entries below 1 belong to nobody: they are read first, once
        var from = after == 0 ? long.MinValue : after + 1;
        while (true)
        {
            var chunk = await ReadChunkAsync(db, from, cancellation);
            foreach (var item in chunk)
            {
                yield return item;
            }

            if (chunk.Count < Chunk)
            {
                yield break;
            }

            from = chunk[^1].Sequence + 1;
        }
    }

    private static async Task<List<(long Sequence, AuditEntry? Entry)>> ReadChunkAsync(PortalDbContext db, long from, CancellationToken cancellation)
    {
        var rows = db.AuditEntries.AsNoTracking().Where(e => e.Sequence >= from).OrderBy(e => e.Sequence);
        try
        {
            return [.. (await rows.Take(Chunk).ToListAsync(cancellation)).Select(e => (e.Sequence, (AuditEntry?)e))];
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // somebody wrote nonsense into a field: find out which entry
            var found = new List<(long Sequence, AuditEntry? Entry)>();
            foreach (var sequence in await rows.Take(Chunk).Select(r => r.Sequence).ToListAsync(cancellation))
            {
                found.Add((sequence, await ReadOneAsync(db, sequence, cancellation)));
            }

            return found;
        }
    }

    private static async Task<AuditEntry?> ReadOneAsync(PortalDbContext db, long sequence, CancellationToken cancellation)
    {
        try
        {
            return await db.AuditEntries.AsNoTracking().SingleAsync(e => e.Sequence == sequence, cancellation);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return null;
        }
    }

    private static bool IsUnreadable(Exception e) => e is FormatException or InvalidCastException or OverflowException or ArgumentException
        || (e is InvalidOperationException && e.InnerException is not null && IsUnreadable(e.InnerException));
}
