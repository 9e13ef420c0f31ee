using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Feedback.Notes;

/// <summary>Who asked no longer needs an answer; who was asked is told.</summary>
public sealed class WithdrawRequest(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public sealed record Command(int RequestId, int Version);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.FeedbackRequests.SingleOrDefaultAsync(r => r.Id == command.RequestId, cancellation) is not { } request
            || !NoteAccess.CanTakeBackRequest(actor, request.RequesterId))
        {
            return NoteErrors.NoteNotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var seen = request.Version == command.Version;
        var withdrawn = request.Withdraw(now);
        if (withdrawn.Failed)
        {
            return withdrawn;
        }

        if (!seen)
        {
            return SharedErrors.ChangedElsewhere;
        }

        db.Notify(request.AskedId, new Notice("Feedback.RequestWithdrawn", $"request:{request.Id}", $"{NoteStore.NotesPage}?view=requests", actor.Name), now);
        db.Audit(actor, new AuditNote("Feedback.RequestWithdrawn", "FeedbackRequest", request.Id, request.SubjectId), now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
