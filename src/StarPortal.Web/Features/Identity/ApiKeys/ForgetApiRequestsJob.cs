using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Identity.ApiKeys;

/// <summary>Answers are kept for a day: who repeats a request later than that repeats it in earnest.</summary>
internal sealed class ForgetApiRequestsJob(IDbContextFactory<PortalDbContext> factory, JobReport report, TimeProvider clock) : IRecurringJob
{
    public string Name => "ApiRequests";

    public string Label => IdentityText.Job_ApiRequests;

    public JobSchedule Schedule => JobSchedule.Every(TimeSpan.FromHours(1));

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        report.Add("Rows", await db.WriteAsync(() => db.ApiRequests.Where(r => r.ExpiresAt <= now).ExecuteDeleteAsync(cancellation), cancellation));
    }
}
