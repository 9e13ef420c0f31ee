using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;
using StarPortal.Web.Shared.Inbox;

namespace StarPortal.Web.Features.Feedback.Notes;

/// <summary>Requests that wait for an answer, and notes that are to be looked at again.</summary>
internal sealed class NotesInbox(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : IInboxSource
{
    private const int Most = 20;

    public async Task<IReadOnlyList<InboxItem>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var zone = NoteStore.Zone(await db.Employees.Where(e => e.Id == me).Select(e => e.TimeZone).SingleOrDefaultAsync(cancellation));
        var today = DateOnly.FromDateTime(ZoneTime.ToLocal(clock.GetUtcNow().UtcDateTime, zone));
        var requests = await (from r in db.FeedbackRequests.AsNoTracking()
                              join s in db.Employees on r.SubjectId equals s.Id
                              where r.AskedId == me && r.State == FeedbackRequestState.Open
                              orderby r.DueOn
                              select new { r.Id, s.Name, r.DueOn }).Take(Most).ToListAsync(cancellation);
        var again = await (from n in db.FeedbackNotes.AsNoTracking()
                           where (n.FromId == me || n.ToId == me) && n.State == NoteState.Sent && n.FollowedUpAt == null && n.FollowUpOn != null && n.FollowUpOn <= today
                           join other in db.Employees on (n.FromId == me ? n.ToId : n.FromId) equals other.Id
                           orderby n.FollowUpOn
                           select new { n.FromId, other.Name, n.FollowUpOn }).Take(Most).ToListAsync(cancellation);
        return
        [
            .. requests.Select(r => new InboxItem(
                NotesText.InboxRequest, string.Format(CultureInfo.CurrentCulture, NotesText.InboxAbout, r.Name), End(r.DueOn, zone), NotesText.Answer, $"/feedback/notes/new?request={r.Id}")),
            .. again.Select(n => new InboxItem(NotesText.InboxFollowUp, n.Name, End(n.FollowUpOn!.Value, zone), NotesText.Look, $"{NoteStore.NotesPage}?view={(n.FromId == me ? "given" : "received")}")),
        ];
    }

    private static DateTime End(DateOnly day, TimeZoneInfo zone) => ZoneTime.ClosesAt(day.ToDateTime(new TimeOnly(23, 59)), zone);
}
