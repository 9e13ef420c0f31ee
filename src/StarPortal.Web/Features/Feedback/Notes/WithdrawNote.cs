using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Feedback.Notes;

/// <summary>The giver takes a note back: the text stays with the giver, the others no longer read it and are told so.</summary>
public sealed class WithdrawNote(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public sealed record Command(int NoteId, string Reason, int Version);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.FeedbackNotes.SingleOrDefaultAsync(n => n.Id == command.NoteId, cancellation) is not { } note || !NoteAccess.CanWithdraw(actor, note.FromId))
        {
            return NoteErrors.NoteNotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var seen = note.Version == command.Version;
        var withdrawn = note.Withdraw(command.Reason, now);
        if (withdrawn.Failed)
        {
            return withdrawn;
        }

        if (!seen)
        {
            return SharedErrors.ChangedElsewhere;
        }

        if (note.RequestId is { } id && await db.FeedbackRequests.SingleOrDefaultAsync(r => r.Id == id, cancellation) is { } request)
        {
            request.AnswerWithdrawn(await NoteStore.TodayOfAsync(db, request.AskedId, now, cancellation));
        }

        var told = note.SharedWithId is { } manager ? new[] { note.ToId, manager } : [note.ToId];
        db.Notify(told, new Notice("Feedback.NoteWithdrawn", $"note:{note.Id}", NoteStore.NotesPage, actor.Name), now);
        db.Audit(actor, new AuditNote("Feedback.NoteWithdrawn", "FeedbackNote", note.Id, note.ToId), now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
