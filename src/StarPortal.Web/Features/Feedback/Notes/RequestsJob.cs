using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Calendar;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Feedback.Notes;

/// <summary>Brings unanswered requests to mind, once, after three working days of who was asked, and expires those whose day has passed.</summary>
internal sealed class RequestsJob(IDbContextFactory<PortalDbContext> factory, JobReport report, TimeProvider clock) : IRecurringJob
{
    private const int AtOnce = 500;

    public string Name => "FeedbackRequests";

    public string Label => FeedbackText.Job_FeedbackRequests;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromMinutes(15));

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // the quickest three working days are three days; and no zone is more than a day ahead
        var (asked, tomorrow) = (now.AddDays(-FeedbackRequest.NudgeAfter), DateOnly.FromDateTime(now.AddDays(1)));
        for (var last = 0; ;)
        {
            await using var db = await factory.CreateDbContextAsync(cancellation);
            var due = await (from r in db.FeedbackRequests
                             join e in db.Employees on r.AskedId equals e.Id
                             join requester in db.Employees on r.RequesterId equals requester.Id
                             where r.Id > last && r.State == FeedbackRequestState.Open && ((r.NudgedAt == null && r.AskedAt <= asked) || r.DueOn < tomorrow)
                             orderby r.Id
                             select new { Request = r, e.TimeZone, e.LeaveDate, By = requester.Name }).Take(AtOnce).ToListAsync(cancellation);
            var calendar = await db.WorkCalendarAsync(cancellation);
            var (expired, nudged) = (0, 0);
            foreach (var row in due)
            {
                var zone = NoteStore.Zone(row.TimeZone);
                if (row.Request.Expire(NoteStore.Today(row.TimeZone, now)))
                {
                    expired++;
                }
                else if (row.Request.IsToNudge(zone, calendar, now))
                {
                    nudged++;
                    row.Request.Nudge(now);
                    db.Notify(row.Request.AskedId, new Notice("Feedback.RequestNudge", $"request:{row.Request.Id}", $"/feedback/notes/new?request={row.Request.Id}", row.By), now);
                }
            }

            // answered in this very moment: the next run sees it
            if ((await db.SaveOrTellAsync(cancellation)).Succeeded)
            {
                report.Add("Expired", expired);
                report.Add("Reminders", nudged);
            }

            if (due.Count < AtOnce)
            {
                return;
            }

            last = due[^1].Request.Id;
        }
    }
}
