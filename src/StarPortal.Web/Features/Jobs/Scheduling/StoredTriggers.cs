using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;

namespace StarPortal.Web.Features.Jobs.Scheduling;

/// <summary>
/// Reads Quartz's tables with plain statements: asking Quartz itself would open a write transaction on SQLite and wait for
/// whoever writes. Quartz keeps moments as ticks.
/// </summary>
internal static class StoredTriggers
{
    /// <summary>How many triggers should have fired before this moment and have not.</summary>
    public static async Task<int> OverdueAsync(PortalDbContext db, DateTimeOffset before, CancellationToken cancellation) =>
        (int)await db.Database
            .SqlQuery<long>($"""SELECT COUNT(*) AS "Value" FROM qrtz_triggers WHERE sched_name = {SchedulingSetup.SchedulerName} AND trigger_state = 'WAITING' AND next_fire_time < {before.UtcTicks}""")
            .SingleAsync(cancellation);

    /// <summary>When each recurring job's interval ends; empty when no node of this database ever ran jobs.</summary>
    public static async Task<IReadOnlyDictionary<string, DateTime>> NextAsync(PortalDbContext db, CancellationToken cancellation)
    {
        try
        {
            var rows = await db.Database
                .SqlQuery<StoredTrigger>($"""SELECT job_name AS "Name", next_fire_time AS "Ticks", '' AS "Node" FROM qrtz_triggers WHERE sched_name = {SchedulingSetup.SchedulerName} AND trigger_group = {Keys.Recurring} AND next_fire_time IS NOT NULL""")
                .ToListAsync(cancellation);
            return rows.ToDictionary(r => r.Name, r => Moment(r.Ticks));
        }
        catch (DbException)
        {
            return new Dictionary<string, DateTime>();
        }
    }

    /// <summary>Recurring jobs that run now, on any node, and since when.</summary>
    public static async Task<IReadOnlyDictionary<string, DateTime>> RunningAsync(PortalDbContext db, CancellationToken cancellation)
    {
        try
        {
            var rows = await db.Database
                .SqlQuery<StoredTrigger>($"""SELECT job_name AS "Name", fired_time AS "Ticks", instance_name AS "Node" FROM qrtz_fired_triggers WHERE sched_name = {SchedulingSetup.SchedulerName} AND job_group = {Keys.Recurring} AND state = 'EXECUTING'""")
                .ToListAsync(cancellation);
            return rows.GroupBy(r => r.Name).ToDictionary(g => g.Key, g => Moment(g.Min(r => r.Ticks)));
        }
        catch (DbException)
        {
            return new Dictionary<string, DateTime>();
        }
    }

    private static DateTime Moment(long ticks) => new(ticks, DateTimeKind.Utc);

    private sealed record StoredTrigger(string Name, long Ticks, string Node);
}
