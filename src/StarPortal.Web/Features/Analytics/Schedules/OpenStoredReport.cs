using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;

namespace StarPortal.Web.Features.Analytics.Schedules;

/// <summary>Whoever a copy was made for opens it, as long as they may still read such a report and its time has not passed.</summary>
internal sealed class OpenStoredReport(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<StoredReport>> RunAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        return actor.EmployeeId is { } me
            && await db.StoredReports.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.EmployeeId == me && r.ExpiresAt > now, cancellation) is { HasFile: true } report
            && await ReportScenes.CycleAsync(db, report.CycleId, cancellation) is { } cycle
            && ReportAccess.CanRead(report.Kind, actor, await ReportScenes.PlaceAsync(db, cycle, actor, cancellation))
            ? report
            : ReportErrors.NotFound;
    }
}
