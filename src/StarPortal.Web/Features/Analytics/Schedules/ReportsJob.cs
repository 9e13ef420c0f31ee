using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Analytics.Schedules;

/// <summary>Plans, makes and clears scheduled reports.</summary>
internal sealed class ReportsJob(PlanReports plan, StoreReports store, JobReport report) : IRecurringJob
{
    public string Name => "ScheduledReports";

    public string Label => AnalyticsText.Job_ScheduledReports;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromMinutes(5));

    public async Task RunAsync(CancellationToken cancellation)
    {
        await plan.RunAsync(cancellation);
        report.Add("Files", await store.RunAsync(cancellation));
        await store.ExpireAsync(cancellation);
    }
}
