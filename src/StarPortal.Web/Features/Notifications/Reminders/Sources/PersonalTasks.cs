using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Goals;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders.Sources;

/// <summary>What belongs to no cycle: requests for feedback, and check-ins of key results.</summary>
internal sealed class PersonalTasks : IReminderSource
{
    // told at the last check-in already; a week ahead would be too early for one that comes every week
    private static readonly TimeSpan CheckInAhead = TimeSpan.FromDays(3);

    public async Task<IReadOnlyList<OpenTask>> ReadAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation)
    {
        if (scope.OnlyCycles)
        {
            return [];
        }

        var requests = await (
            from r in db.FeedbackRequests.AsNoTracking()
            join e in db.Employees on r.AskedId equals e.Id
            join s in db.Employees on r.SubjectId equals s.Id
            where r.State == FeedbackRequestState.Open && r.AskedId > scope.AfterId && r.AskedId <= scope.UpToId
            select new { r.Id, r.AskedId, r.AskedAt, r.DueOn, e.TimeZone, s.Name }).ToListAsync(cancellation);
        var keyResults = await (
            from k in db.KeyResults.AsNoTracking()
            join o in db.Objectives on k.ObjectiveId equals o.Id
            where o.State == ObjectiveState.Active && k.OwnerId > scope.AfterId && k.OwnerId <= scope.UpToId
            select new { k.Id, k.OwnerId, k.Title, Objective = o.Title, k.DueAt }).ToListAsync(cancellation);
        return
        [
            .. requests.Select(r =>
            {
                var end = ZoneTime.ClosesAt(r.DueOn.ToDateTime(new TimeOnly(23, 59)), Zones.Of(r.TimeZone));
                return new OpenTask(r.AskedId, FormattableString.Invariant($"feedback:{r.Id}"), TaskKind.AnswerFeedback, new(r.AskedAt, end, end), "", FormattableString.Invariant($"/feedback/notes/new?request={r.Id}")) { Subject = r.Name };
            }),
            .. keyResults.Select(k => new OpenTask(
                k.OwnerId, FormattableString.Invariant($"key-result:{k.Id}:{k.DueAt:yyyyMMdd}"), TaskKind.CheckInKeyResult, new(k.DueAt - CheckInAhead, k.DueAt), k.Objective, FormattableString.Invariant($"/key-results/{k.Id}")) { Subject = k.Title }),
        ];
    }
}
