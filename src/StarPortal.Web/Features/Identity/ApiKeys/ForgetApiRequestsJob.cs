using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Identity.ApiKeys;

/// <summary>Answers are kept for a day: who repeats a request later than that repeats it in earnest.</summary>
internal sealed class ForgetApiRequestsJob(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) : IRecurringJob
{
    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        await db.WriteAsync(() => db.ApiRequests.Where(r => r.ExpiresAt <= now).ExecuteDeleteAsync(cancellation), cancellation);
    }
}
