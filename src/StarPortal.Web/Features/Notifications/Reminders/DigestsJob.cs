using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Notifications.Reminders;

/// <summary>Writes the digests that are due: looks every few minutes, because it is nine o'clock somewhere all day long.</summary>
internal sealed class DigestsJob(SendDigests digests, JobReport report) : IRecurringJob
{
    public string Name => "Digests";

    public string Label => RemindersText.Job_Digests;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromMinutes(5));

    public async Task RunAsync(CancellationToken cancellation)
    {
        var sent = await digests.RunAsync(cancellation);
        report.Add("Digests", sent.Mails);
        report.Add("Reminders", sent.Reminders);
    }
}

/// <summary>Forgets what was sent of tasks that nobody has any more.</summary>
internal sealed class ReminderCleanUpJob(IDbContextFactory<PortalDbContext> factory, JobReport report, TimeProvider clock) : IRecurringJob
{
    public string Name => "ReminderCleanUp";

    public string Label => RemindersText.Job_ReminderCleanUp;

    public JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(3, 20));

    public async Task RunAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow().UtcDateTime - SentReminder.Kept;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        report.Add("Rows", await db.WriteAsync(() => db.SentReminders.Where(s => s.SentAt < before).ExecuteDeleteAsync(cancellation), cancellation));
    }
}
