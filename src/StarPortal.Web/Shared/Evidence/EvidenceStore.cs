using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Documents;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.Evidence;

/// <summary>A file as a list shows it.</summary>
/// <param name="RemovedAt">Taken away; the content is no longer handed out.</param>
public sealed record EvidenceView(
    int Id, string Token, string Name, EvidenceType Type, int Size, string AddedBy, DateTime AddedAt, DateTime? RemovedAt, string RemovedBy, string RemovalReason, int Version);

/// <summary>A file to be handed out.</summary>
public sealed record EvidenceDownload(string Name, EvidenceType Type, byte[] Content);

/// <summary>
/// Keeps evidence files under the data directory, outside of what the web server serves (docs/adr/0013). Every way in and
/// out asks the rule of the feature that owns the file.
/// </summary>
public sealed class EvidenceStore(
    IDbContextFactory<PortalDbContext> factory, IEnumerable<IEvidenceAccess> rules, IOptions<PortalOptions> options, TimeProvider clock, ILogger<EvidenceStore> log)
{
    private readonly EvidenceFolder folder = new(options.Value);

    /// <summary>Whether the actor may add to an owner and take away from it now.</summary>
    public async Task<bool> CanChangeAsync(EvidenceOwner owner, Actor actor, CancellationToken cancellation) =>
        Rule(owner.Kind) is { } rule && await rule.CanChangeAsync(actor, owner.Id, cancellation);

    /// <summary>Checks and keeps a file.</summary>
    /// <param name="content">Read to its end, but not beyond the largest size.</param>
    /// <param name="fileName">As the browser says; only for people.</param>
    /// <param name="owner">What it belongs to.</param>
    /// <param name="actor">Who adds it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The row's identifier.</returns>
    public async Task<Result<int>> SaveAsync(Stream content, string fileName, EvidenceOwner owner, Actor actor, CancellationToken cancellation)
    {
        if (!await CanChangeAsync(owner, actor, cancellation))
        {
            return SharedErrors.NotAllowed;
        }

        if (await ReadAsync(content, cancellation) is not { } bytes)
        {
            return EvidenceErrors.TooLarge.With(fileName, EvidenceFile.LargestFile / 1024 / 1024);
        }

        var type = EvidenceContent.Identify(bytes, fileName);
        if (type.Failed)
        {
            return Result<int>.Fail(type.Errors);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var file = new EvidenceFile(owner, EvidenceFolder.NewToken(), EvidenceName.Clean(fileName, type.Value), type.Value, bytes.Length, EvidenceFolder.HashOf(bytes), actor, now);
        // the file before its row: a crash in between leaves a file that nobody refers to, never a row without its file
        await folder.WriteAsync(file.Token, bytes, cancellation);
        var saved = await AddRowAsync(file, owner, actor, now, cancellation);
        if (saved.Failed)
        {
            folder.Delete(file.Token);
        }

        return saved;
    }

    /// <summary>The files of an owner, those taken away included; empty for who may not see them.</summary>
    public async Task<IReadOnlyList<EvidenceView>> ListAsync(EvidenceOwner owner, Actor actor, CancellationToken cancellation)
    {
        if (Rule(owner.Kind) is not { } rule || !await rule.CanViewAsync(actor, owner.Id, cancellation))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.EvidenceFiles.AsNoTracking().Where(f => f.OwnerKind == owner.Kind && f.OwnerId == owner.Id).OrderBy(f => f.Id)
            .Select(f => new EvidenceView(f.Id, f.Token, f.Name, f.Type, f.Size, f.AddedBy, f.AddedAt, f.RemovedAt, f.RemovedBy, f.RemovalReason, f.Version))
            .ToListAsync(cancellation);
    }

    /// <summary>Takes a file away: it is no longer handed out, its row stays with who, when and why.</summary>
    public async Task<Result> RemoveAsync(int id, int version, string reason, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.EvidenceFiles.SingleOrDefaultAsync(f => f.Id == id, cancellation) is not { } file
            || !await CanChangeAsync(new EvidenceOwner(file.OwnerKind, file.OwnerId), actor, cancellation))
        {
            return SharedErrors.NotAllowed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var removed = file.Remove(reason, actor, now);
        if (removed.Failed)
        {
            return removed;
        }

        db.Entry(file).Property(f => f.Version).OriginalValue = version;
        db.Audit(actor, new AuditNote("Documents.EvidenceRemoved", "EvidenceFile", file.Id, Reason: reason.Trim(), Details: Described(file)), now);
        return await db.SaveOrTellAsync(cancellation);
    }

    /// <summary>A file's content; null for one that is not there, was taken away or is not open to the actor.</summary>
    public async Task<EvidenceDownload?> OpenAsync(string token, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var file = await db.EvidenceFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Token == token && f.RemovedAt == null, cancellation);
        if (file is null || Rule(file.OwnerKind) is not { } rule || !await rule.CanViewAsync(actor, file.OwnerId, cancellation))
        {
            return null;
        }

        if (await folder.ReadAsync(file.Token, cancellation) is not { } bytes || EvidenceFolder.HashOf(bytes) != file.Sha256)
        {
            log.LogError("Evidence file {Id} is missing or was changed on disk; it is not handed out", file.Id);
            return null;
        }

        return new EvidenceDownload(file.Name, file.Type, bytes);
    }

    /// <summary>Deletes files on disk that no row refers to, and contents taken away long ago.</summary>
    /// <returns>How many files went.</returns>
    public async Task<int> CleanAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var old = folder.OlderThan(now - EvidenceFolder.Grace).ToList();
        var gone = 0;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        foreach (var tokens in old.Chunk(500))
        {
            var kept = await db.EvidenceFiles.AsNoTracking()
                .Where(f => tokens.Contains(f.Token) && (f.RemovedAt == null || f.RemovedAt > now - EvidenceFolder.KeptAfterRemoval))
                .Select(f => f.Token).ToListAsync(cancellation);
            foreach (var token in tokens.Except(kept, StringComparer.Ordinal))
            {
                folder.Delete(token);
                gone++;
            }
        }

        return gone;
    }

    private async Task<Result<int>> AddRowAsync(EvidenceFile file, EvidenceOwner owner, Actor actor, DateTime now, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync<int>(
            async () =>
            {
                await db.LockEvidenceAsync(owner.Kind, owner.Id, cancellation);
                if (await db.EvidenceFiles.CountAsync(f => f.OwnerKind == owner.Kind && f.OwnerId == owner.Id && f.RemovedAt == null, cancellation) >= EvidenceFile.MostPerOwner)
                {
                    return EvidenceErrors.TooMany.With(EvidenceFile.MostPerOwner);
                }

                db.EvidenceFiles.Add(file);
                await db.SaveChangesAsync(cancellation);
                db.Audit(actor, new AuditNote("Documents.EvidenceAdded", "EvidenceFile", file.Id, Details: Described(file)), now);
                return file.Id;
            },
            cancellation);
    }

    private IEvidenceAccess? Rule(string kind) => rules.FirstOrDefault(r => r.Kind == kind);

    private static string Described(EvidenceFile file) =>
        FormattableString.Invariant($"{file.OwnerKind} {file.OwnerId}: {file.Name}, {file.Size} bytes, SHA-256 {file.Sha256}");

    private static async Task<byte[]?> ReadAsync(Stream content, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellation)) > 0)
        {
            if (bytes.Length + read > EvidenceFile.LargestFile)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
