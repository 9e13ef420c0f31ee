using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Notifications;

/// <summary>Removes notices that were read, a year after they were sent: long enough that no job tells the same thing again.</summary>
internal sealed class ForgetNoticesJob(IDbContextFactory<PortalDbContext> factory, JobReport report, TimeProvider clock) : IRecurringJob
{
    private const int AtOnce = 2_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public string Name => "ReadNotices";

    public string Label => NotificationsText.Job_ReadNotices;

    public JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(3, 40));

    public async Task RunAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow().UtcDateTime - Kept;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        while (true)
        {
            var ids = await db.Notifications.Where(n => n.ReadAt != null && n.CreatedAt < before).OrderBy(n => n.Id).Select(n => n.Id).Take(AtOnce).ToListAsync(cancellation);
            if (ids.Count == 0)
            {
                return;
            }

            // small pieces, so that nobody's save waits for long
            report.Add("Rows", await db.WriteAsync(() => db.Notifications.Where(n => ids.Contains(n.Id)).ExecuteDeleteAsync(cancellation), cancellation));
        }
    }
}
