using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Jobs;

namespace StarPortal.Web.Features.Jobs;

/// <summary>The history reaches back so many days.</summary>
internal sealed class ForgetRunsJob(IDbContextFactory<PortalDbContext> factory, JobReport report, TimeProvider clock) : IRecurringJob
{
    public string Name => "JobHistory";

    public string Label => JobsText.Job_JobHistory;

    public JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(3, 10));

    public async Task RunAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow().UtcDateTime.AddDays(-JobRun.KeptDays);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        report.Add("Rows", await db.WriteAsync(() => db.JobRuns.Where(r => r.StartedAt < before).ExecuteDeleteAsync(cancellation), cancellation));
    }
}
