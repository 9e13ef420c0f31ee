using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Writing;

namespace StarPortal.Web.Features.Feedback.Notes;

/// <summary>Asks one or several people for feedback on oneself, or on somebody one manages.</summary>
public sealed class AskForFeedback(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public sealed record Command(int SubjectId, IReadOnlyList<int> AskedIds, string Message, DateOnly DueOn, string DraftKey, int? DraftVersion);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var subject = await db.Employees.AsNoTracking().SingleOrDefaultAsync(e => e.Id == command.SubjectId, cancellation);
        if (actor.EmployeeId is not { } me || subject is null || !NoteAccess.CanAskAbout(actor, subject.Id, subject.ManagerId))
        {
            return SharedErrors.NotAllowed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var requests = FeedbackRequest.Ask(me, subject.Id, command.AskedIds, command.Message, command.DueOn, await NoteStore.TodayOfAsync(db, me, now, cancellation), now);
        if (requests.Failed)
        {
            return requests;
        }

        var gone = await WhoCannotAsync(db, me, command, now, cancellation);
        return gone is not null
            ? gone
            : await db.WriteOrTellAsync(() => StoreAsync(db, requests.Value, subject.Name, command, actor, now, cancellation), cancellation);
    }

    private static async Task<Error?> WhoCannotAsync(PortalDbContext db, int me, Command command, DateTime now, CancellationToken cancellation)
    {
        foreach (var id in command.AskedIds.Distinct())
        {
            if (await NoteStore.RecipientAsync(db, id, now, cancellation) is not { Employed: true })
            {
                return NoteErrors.RecipientLeft;
            }
        }

        var twice = await (from r in db.FeedbackRequests
                           join e in db.Employees on r.AskedId equals e.Id
                           where r.RequesterId == me && r.SubjectId == command.SubjectId && r.State == FeedbackRequestState.Open && command.AskedIds.Contains(r.AskedId)
                           select e.Name).FirstOrDefaultAsync(cancellation);
        return twice is null ? null : NoteErrors.AskedAlready.With(twice);
    }

    private static async Task<Result> StoreAsync(
        PortalDbContext db, IReadOnlyList<FeedbackRequest> requests, string subject, Command command, Actor actor, DateTime now, CancellationToken cancellation)
    {
        if (!await db.ConsumeDraftAsync(actor, command.DraftKey, command.DraftVersion, cancellation))
        {
            return SharedErrors.ChangedElsewhere;
        }

        db.FeedbackRequests.AddRange(requests);
        await db.SaveChangesAsync(cancellation);
        foreach (var request in requests)
        {
            var kind = request.AsksAboutAnother ? "Feedback.RequestedAbout" : "Feedback.Requested";
            db.Notify(request.AskedId, new Notice(kind, $"request:{request.Id}", $"/feedback/notes/new?request={request.Id}", actor.Name, subject), now);
            db.Audit(actor, new AuditNote("Feedback.Requested", "FeedbackRequest", request.Id, request.SubjectId), now);
        }

        await db.SaveChangesAsync(cancellation);
        return Result.Ok;
    }
}
