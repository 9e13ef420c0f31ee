using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Shared.Evidence;

namespace StarPortal.Web.Features.Feedback.Notebook;

/// <summary>Files of a notebook entry: its author's, and read by who was given a copy of the entry.</summary>
internal sealed class NotebookFiles(IDbContextFactory<PortalDbContext> factory) : IEvidenceAccess
{
    public const string OwnerKind = "NotebookEntry";

    public string Kind => OwnerKind;

    public async Task<bool> CanViewAsync(Actor actor, int ownerId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        // a copy may have been handed on again
        for (var at = new List<int> { ownerId }; at.Count > 0;)
        {
            var rows = await db.NotebookEntries.AsNoTracking().Where(e => at.Contains(e.Id)).Select(e => e.AuthorId).ToListAsync(cancellation);
            if (rows.Exists(author => NotebookAccess.CanRead(actor, author)))
            {
                return true;
            }

            at = await db.NotebookEntries.AsNoTracking().Where(e => e.OriginId != null && at.Contains(e.OriginId.Value)).Select(e => e.Id).ToListAsync(cancellation);
        }

        return false;
    }

    public async Task<bool> CanChangeAsync(Actor actor, int ownerId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var entry = await db.NotebookEntries.AsNoTracking().Where(e => e.Id == ownerId).Select(e => new { e.AuthorId, e.WrittenById }).SingleOrDefaultAsync(cancellation);
        return entry is { WrittenById: null } && NotebookAccess.CanRead(actor, entry.AuthorId);
    }
}
