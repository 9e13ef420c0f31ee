using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Calendar;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Shared.Notifications;

/// <summary>Reads what people have to do from all sources. One reading of the cycles serves as many people as wanted.</summary>
public sealed class OpenTasks(IEnumerable<IReminderSource> sources)
{
    /// <param name="cycleId">Only this cycle; null for everything.</param>
    public static async Task<TaskScope> OpenAsync(PortalDbContext db, int? cycleId, DateTime now, CancellationToken cancellation)
    {
        var cycles = await db.Cycles.AsNoTracking().Include(c => c.Phases)
            .Where(c => (c.State == CycleState.Running || c.State == CycleState.Calibrating) && (cycleId == null || c.Id == cycleId)).ToListAsync(cancellation);
        var ids = cycles.ConvertAll(c => c.Id);
        var settings = await db.CycleReminders.AsNoTracking().Where(s => ids.Contains(s.CycleId)).ToDictionaryAsync(s => s.CycleId, s => s.Settings, cancellation);
        var delegations = await db.Delegations.AsNoTracking()
            .Where(d => d.State == DelegationState.Accepted && d.StartsAt <= now && d.EndsAt > now)
            .Select(d => new TaskDelegation(d.DelegatorId, d.DelegateId, d.CycleId)).ToListAsync(cancellation);
        return new TaskScope(
            0, int.MaxValue, cycleId is not null,
            cycles.ToDictionary(c => c.Id, c => new TaskCycle(
                c.Id, c.Name, c.State, TimeZoneInfo.FindSystemTimeZoneById(c.TimeZone), c.ReviewRules, c.ActualsUnlockedAt, c.Phases, settings.GetValueOrDefault(c.Id) ?? ReminderSettings.Default)),
            delegations,
            await db.WorkCalendarAsync(cancellation),
            now);
    }

    public async Task<IReadOnlyList<OpenTask>> ReadAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation)
    {
        var all = new List<OpenTask>();
        foreach (var source in sources)
        {
            all.AddRange(await source.ReadAsync(db, scope, cancellation));
        }

        return all;
    }
}
