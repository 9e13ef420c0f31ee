using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Notifications.Outbox;

/// <summary>Sends mails; those of notices that cannot wait are written first.</summary>
internal sealed class MailsJob(MailNotices notices, SendMails mails, JobReport report) : IRecurringJob
{
    public string Name => "Mails";

    public string Label => NotificationsText.Job_Mails;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromSeconds(10));

    public async Task RunAsync(CancellationToken cancellation)
    {
        report.Add("MailsWritten", await notices.RunAsync(cancellation));
        var run = await mails.RunAsync(cancellation);
        report.Add("MessagesSent", run.Sent);
        report.Add("MessagesFailed", run.Failed);
        report.Add("MessagesSkipped", run.Skipped);
    }
}

/// <summary>Removes what was sent after its time; that it was sent stays known.</summary>
internal sealed class ForgetMessagesJob(IDbContextFactory<PortalDbContext> factory, JobReport report, TimeProvider clock) : IRecurringJob
{
    private const int AtOnce = 2_000;

    public string Name => "OutboxContents";

    public string Label => NotificationsText.Job_OutboxContents;

    public JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(3, 20));

    public async Task RunAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow().UtcDateTime - OutboxRules.KeepContent;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        while (true)
        {
            var ids = await db.Outbox.Where(m => m.Content != null && m.State != OutboxState.Waiting && m.State != OutboxState.Sending && m.CreatedAt < before && (m.SentAt == null || m.SentAt < before))
                .OrderBy(m => m.Id).Select(m => m.Id).Take(AtOnce).ToListAsync(cancellation);
            if (ids.Count == 0)
            {
                return;
            }

            // small pieces, so that nobody's save waits for long
            report.Add("Rows", await db.WriteAsync(() => db.Outbox.Where(m => ids.Contains(m.Id)).ExecuteUpdateAsync(s => s.SetProperty(m => m.Content, (string?)null), cancellation), cancellation));
        }
    }
}
