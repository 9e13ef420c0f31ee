using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Writing;

namespace StarPortal.Web.Features.Feedback.Notes;

/// <summary>Gives feedback to somebody, asked or unasked. The draft that it was written in is consumed: two windows send it once.</summary>
public sealed class SendNote(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="RequestId">The request that it answers; then <paramref name="ToId"/> is whom that is about.</param>
    /// <param name="SharedWithSeen">The manager whose name the giver was shown as a reader.</param>
    public sealed record Command(int? ToId, NoteContent Content, int? RequestId, int? SharedWithSeen, string DraftKey, int? DraftVersion);

    /// <returns>The note's identifier.</returns>
    public async Task<Result<int>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return SharedErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var request = command.RequestId is { } id ? await db.FeedbackRequests.SingleOrDefaultAsync(r => r.Id == id, cancellation) : null;
        if (command.RequestId is not null && (request is null || !NoteAccess.CanAnswer(actor, request.AskedId)))
        {
            return NoteErrors.NoteNotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        // a request that was taken back meanwhile is no reason to lose the note: it is given unasked
        var answered = request is { CanBeAnswered: true } ? request : null;
        var recipient = await NoteStore.RecipientAsync(db, request?.SubjectId ?? command.ToId, now, cancellation);
        var today = await NoteStore.TodayOfAsync(db, me, now, cancellation);
        var note = FeedbackNote.Send(me, recipient, command.Content, answered, command.SharedWithSeen, today, now);
        if (note.Failed)
        {
            return Result<int>.Fail(note.Errors);
        }

        return await NoteStore.KnowsIndicatorAsync(db, command.Content.IndicatorCode, cancellation)
            ? await db.WriteOrTellAsync<int>(() => StoreAsync(db, note.Value, answered, command, actor, now, cancellation), cancellation)
            : NoteErrors.IndicatorUnknown;
    }

    private static async Task<Result<int>> StoreAsync(
        PortalDbContext db, FeedbackNote note, FeedbackRequest? request, Command command, Actor actor, DateTime now, CancellationToken cancellation)
    {
        if (!await db.ConsumeDraftAsync(actor, command.DraftKey, command.DraftVersion, cancellation))
        {
            return SharedErrors.ChangedElsewhere;
        }

        if (request?.Answer(now) is { Failed: true } stop)
        {
            return Result<int>.Fail(stop.Errors);
        }

        db.FeedbackNotes.Add(note);
        await db.SaveChangesAsync(cancellation);
        var name = await NoteStore.NameAsync(db, note.ToId, cancellation);
        db.Notify(note.ToId, new Notice("Feedback.NoteReceived", $"note:{note.Id}", $"{NoteStore.NotesPage}?view=received", actor.Name), now);
        db.Notify(note.SharedWithId, new Notice("Feedback.NoteShared", $"note:{note.Id}", $"{NoteStore.NotesPage}?view=team", actor.Name, name), now);
        if (request is { AsksAboutAnother: true })
        {
            db.Notify(request.RequesterId, new Notice("Feedback.RequestAnswered", $"request:{request.Id}", $"{NoteStore.NotesPage}?view=asked", actor.Name, name), now);
        }

        db.Audit(actor, new AuditNote("Feedback.NoteSent", "FeedbackNote", note.Id, note.ToId), now);
        await db.SaveChangesAsync(cancellation);
        return note.Id;
    }
}
