using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Calendar;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders;

/// <summary>Which planned reminders a change of the calendar moves.</summary>
internal sealed class MovedReminders(IDbContextFactory<PortalDbContext> factory, OpenTasks tasks, TimeProvider clock) : ICalendarEffects
{
    public async Task<IReadOnlyList<CalendarEffect>> OfAsync(WorkCalendar changed, Actor actor, CancellationToken cancellation)
    {
        if (!CalendarAccess.CanManage(actor))
        {
            return [];
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var scope = await OpenTasks.OpenAsync(db, null, now, cancellation);
        var zones = await db.Employees.Select(e => new { e.Id, e.TimeZone }).ToDictionaryAsync(e => e.Id, e => Zones.Of(e.TimeZone), cancellation);
        var moves = new Dictionary<(DateOnly From, DateOnly? To), int>();
        foreach (var task in (await tasks.ReadAsync(db, scope, cancellation)).Where(t => !t.IsHiddenFrom(actor.EmployeeId)))
        {
            var zone = zones[task.EmployeeId];
            var today = DateOnly.FromDateTime(ZoneTime.ToLocal(now, zone));
            var settings = PlannedTask.SettingsOf(task, scope);
            var after = ReminderRules.Plan(task.Dates, zone, changed, settings).ToDictionary(p => p.Stage, p => p.Day);
            foreach (var before in ReminderRules.Plan(task.Dates, zone, scope.Calendar, settings).Where(p => p.Day >= today))
            {
                DateOnly? to = after.TryGetValue(before.Stage, out var day) ? day : null;
                if (to != before.Day)
                {
                    moves[(before.Day, to)] = moves.GetValueOrDefault((before.Day, to)) + 1;
                }
            }
        }

        return [.. moves.Select(m => new CalendarEffect(m.Key.From, m.Key.To, m.Value)).OrderBy(e => e.From).ThenBy(e => e.To)];
    }
}
