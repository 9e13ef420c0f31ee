using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Feedback.Notes;

/// <summary>Who was asked says no, with a reason; who asked is told. What was written so far stays in the draft.</summary>
public sealed class DeclineRequest(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public sealed record Command(int RequestId, string Reason, int Version);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.FeedbackRequests.SingleOrDefaultAsync(r => r.Id == command.RequestId, cancellation) is not { } request || !NoteAccess.CanAnswer(actor, request.AskedId))
        {
            return NoteErrors.NoteNotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var seen = request.Version == command.Version;
        var declined = request.Decline(command.Reason, now);
        if (declined.Failed)
        {
            return declined;
        }

        if (!seen)
        {
            return SharedErrors.ChangedElsewhere;
        }

        db.Notify(request.RequesterId, new Notice("Feedback.RequestDeclined", $"request:{request.Id}", $"{NoteStore.NotesPage}?view=asked", actor.Name), now);
        db.Audit(actor, new AuditNote("Feedback.RequestDeclined", "FeedbackRequest", request.Id, request.SubjectId), now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
