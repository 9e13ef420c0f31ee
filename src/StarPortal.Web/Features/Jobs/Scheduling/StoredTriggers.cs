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

    /// <summary>False when no node of this database ever ran jobs: the tables come with the first that does.</summary>
    public static async Task<bool> AnyAsync(PortalDbContext db, CancellationToken cancellation) =>
        await db.Database
            .SqlQueryRaw<int>(db.IsSqlite
                ? """SELECT COUNT(*) AS "Value" FROM sqlite_master WHERE lower(name) IN ('qrtz_triggers', 'qrtz_fired_triggers') AND type = 'table'"""
                : """SELECT (to_regclass('qrtz_triggers') IS NOT NULL)::int + (to_regclass('qrtz_fired_triggers') IS NOT NULL)::int AS "Value" """)
            .SingleAsync(cancellation) == 2;

    /// <summary>When each recurring job's interval ends.</summary>
    public static async Task<IReadOnlyDictionary<string, DateTime>> NextAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var rows = await db.Database
            .SqlQuery<StoredTrigger>($"""SELECT job_name AS "Name", next_fire_time AS "Ticks", '' AS "Node" FROM qrtz_triggers WHERE sched_name = {SchedulingSetup.SchedulerName} AND trigger_group = {Keys.Recurring} AND next_fire_time IS NOT NULL""")
            .ToListAsync(cancellation);
        return rows.ToDictionary(r => r.Name, r => Moment(r.Ticks));
    }

    /// <summary>Recurring jobs that run now, on any node, and since when.</summary>
    public static async Task<IReadOnlyDictionary<string, DateTime>> RunningAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var rows = await db.Database
            .SqlQuery<StoredTrigger>($"""SELECT job_name AS "Name", fired_time AS "Ticks", instance_name AS "Node" FROM qrtz_fired_triggers WHERE sched_name = {SchedulingSetup.SchedulerName} AND job_group = {Keys.Recurring} AND state = 'EXECUTING'""")
            .ToListAsync(cancellation);
        return rows.GroupBy(r => r.Name).ToDictionary(g => g.Key, g => Moment(g.Min(r => r.Ticks)));
    }

    private static DateTime Moment(long ticks) => new(ticks, DateTimeKind.Utc);

    private sealed record StoredTrigger(string Name, long Ticks, string Node);
}
