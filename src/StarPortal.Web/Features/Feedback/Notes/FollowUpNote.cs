using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Feedback.Notes;

/// <summary>Giver or recipient note that both have looked at it again.</summary>
public sealed class FollowUpNote(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int noteId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.FeedbackNotes.SingleOrDefaultAsync(n => n.Id == noteId, cancellation) is not { } note
            || !NoteAccess.CanFollowUp(actor, note.FromId, note.ToId)
            || !NoteAccess.CanRead(actor, note.FromId, note.ToId, note.SharedWithId, note.State))
        {
            return NoteErrors.NoteNotFound;
        }

        var done = note.FollowUp(clock.GetUtcNow().UtcDateTime);
        return done.Failed ? done : await db.SaveOrTellAsync(cancellation);
    }
}
