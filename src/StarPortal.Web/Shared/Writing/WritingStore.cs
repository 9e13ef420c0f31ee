using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;

namespace StarPortal.Web.Shared.Writing;

/// <param name="Version">0 while nothing is kept.</param>
public sealed record WritingView(int Version, DateTime? SavedAt, IReadOnlyList<DraftField> Fields)
{
    public static WritingView None { get; } = new(0, null, []);
}

/// <param name="Conflicts">Names of fields that another window had changed; what stands there now is in the view.</param>
public sealed record SavedWriting(WritingView Now, IReadOnlyList<string> Conflicts);

/// <summary>Keeps what somebody types until it is sent; only they read it.</summary>
public sealed class WritingStore(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private const int Attempts = 6;

    public async Task<WritingView> ReadAsync(string key, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await ViewAsync(db, key, actor, cancellation);
    }

    /// <summary>Keeps changed fields; a field that another window changed meanwhile stays as it is there.</summary>
    public async Task<Result<SavedWriting>> SaveAsync(string key, IReadOnlyList<DraftChange> changes, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me || key.Length > WritingDraft.LongestKey)
        {
            return SharedErrors.NotAllowed;
        }

        // PostgreSQL has no place for a NUL in a text
        List<DraftChange> clean = [.. changes.Select(c => c with { Mine = c.Mine.Replace("\0", "", StringComparison.Ordinal) })];
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TrySaveAsync(me, key, clean, cancellation);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // another window was quicker; once more on what is there now
            }
        }
    }

    private async Task<SavedWriting> TrySaveAsync(int me, string key, List<DraftChange> changes, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var draft = await db.WritingDrafts.SingleOrDefaultAsync(d => d.OwnerId == me && d.Key == key, cancellation);
        if (draft is null)
        {
            db.WritingDrafts.Add(draft = new WritingDraft(me, key));
        }

        var conflicts = draft.Save(changes, clock.GetUtcNow().UtcDateTime);
        if (draft.Fields.Count > 0)
        {
            await db.SaveChangesAsync(cancellation);
        }

        return new SavedWriting(new WritingView(draft.Version, draft.Fields.Count > 0 ? draft.SavedAt : null, draft.Fields), conflicts);
    }

    private static async Task<WritingView> ViewAsync(PortalDbContext db, string key, Actor actor, CancellationToken cancellation)
    {
        var me = actor.EmployeeId;
        var draft = me is null ? null : await db.WritingDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.OwnerId == me && d.Key == key, cancellation);
        return draft is null ? WritingView.None : new WritingView(draft.Version, draft.SavedAt, draft.Fields);
    }
}

/// <summary>What a use case does with the draft of what it stores.</summary>
internal static class WritingDrafts
{
    /// <summary>
    /// Consumes the draft, in the write transaction of what was made of it. False when it is no longer as it was seen: sent by
    /// another window, or written on there.
    /// </summary>
    /// <param name="seen">Version that the form saw; null where there was none.</param>
    public static async Task<bool> ConsumeDraftAsync(this PortalDbContext db, Actor actor, string key, int? seen, CancellationToken cancellation)
    {
        var me = actor.EmployeeId;
        return seen is null
            || await db.WritingDrafts.Where(d => d.OwnerId == me && d.Key == key && d.Version == seen).ExecuteDeleteAsync(cancellation) == 1;
    }
}
