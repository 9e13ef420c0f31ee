using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Identity;

/// <summary>Removes one-time links a month after they stopped working; the audit trail keeps who issued and used them.</summary>
internal sealed class ForgetLinksJob(IDbContextFactory<PortalDbContext> factory, JobReport report, TimeProvider clock) : IRecurringJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public string Name => "OneTimeLinks";

    public string Label => IdentityText.Job_OneTimeLinks;

    public JobSchedule Schedule => JobSchedule.Daily(new TimeOnly(3, 30));

    public async Task RunAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow().UtcDateTime - Kept;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        report.Add("Rows", await db.WriteAsync(() => db.OneTimeLinks.Where(l => l.ExpiresAt < before).ExecuteDeleteAsync(cancellation), cancellation));
    }
}
