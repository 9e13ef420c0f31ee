using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Feedback.Notebook;

/// <summary>Puts an entry away, or brings it back; it is never deleted.</summary>
public sealed class PutAwayEntry(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int entryId, bool away, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.NotebookEntries.SingleOrDefaultAsync(e => e.Id == entryId, cancellation) is not { } entry || !NotebookAccess.CanRead(actor, entry.AuthorId))
        {
            return NoteErrors.NoteNotFound;
        }

        if (away)
        {
            entry.PutAway(clock.GetUtcNow().UtcDateTime);
        }
        else
        {
            entry.BringBack();
        }

        return await db.SaveOrTellAsync(cancellation);
    }
}
