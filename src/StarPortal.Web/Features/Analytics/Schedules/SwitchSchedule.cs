using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Audit;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Analytics.Schedules;

/// <summary>HR stops a schedule, or lets it go on; what happened in between is not made up for.</summary>
internal sealed class SwitchSchedule(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int id, bool active, int version, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!ReportAccess.CanManage(actor) || await db.ReportSchedules.SingleOrDefaultAsync(s => s.Id == id, cancellation) is not { } schedule)
        {
            return SharedErrors.NotAllowed;
        }

        if (schedule.Version != version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var switched = schedule.Switch(active, actor, now);
        if (switched.Failed)
        {
            return switched;
        }

        db.Audit(actor, new AuditNote("Analytics.ScheduleSwitched", "ReportSchedule", id, Details: $"active={active}"), now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
