using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders.Sources;

/// <summary>Actual values that data owners have not entered yet.</summary>
internal sealed class ValueTasks : IReminderSource
{
    /// <summary>Working days that owners have after HR unlocked the values.</summary>
    private const int Expected = 2;

    public async Task<IReadOnlyList<OpenTask>> ReadAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation)
    {
        var open = scope.Cycles.Values.Where(c => c.Phase(PhaseKind.DataCollection) is { } phase && ActualWindow.IsOpen(c.State, phase.State, c.ActualsUnlockedAt is not null)).Select(c => c.Id).ToList();
        var owners = open.Count == 0 ? [] : await db.DataOwners.AsNoTracking()
            .Where(o => open.Contains(o.CycleId) && o.EmployeeId > scope.AfterId && o.EmployeeId <= scope.UpToId).Select(o => new { o.CycleId, o.IndicatorKey, o.EmployeeId }).ToListAsync(cancellation);
        var tasks = new List<OpenTask>();
        foreach (var indicator in owners.GroupBy(o => (o.CycleId, o.IndicatorKey)))
        {
            var (cycleId, key) = indicator.Key;
            var missing = db.Participants.AsNoTracking().Where(p => p.CycleId == cycleId && p.State != ParticipantState.Withdrawn
                && !db.ActualValues.Any(a => a.ParticipantId == p.Id && a.IndicatorKey == key)
                && !db.Exemptions.Any(e => e.CycleId == cycleId && e.IndicatorKey == key && e.State == ExemptionState.Approved && (e.ParticipantId == null || e.ParticipantId == p.Id)));
            var count = await missing.CountAsync(cancellation);
            var people = indicator.Select(o => o.EmployeeId).ToList();
            // nobody enters a value for themselves
            var own = count == 0 ? [] : await missing.Where(p => people.Contains(p.EmployeeId)).Select(p => p.EmployeeId).ToListAsync(cancellation);
            tasks.AddRange(people.Where(p => count > own.Count(o => o == p)).Select(p => Of(p, scope, scope.Cycles[cycleId], count - own.Count(o => o == p))));
        }

        return [.. tasks.GroupBy(t => (t.EmployeeId, t.CycleId)).Select(g => g.First() with { Count = g.Sum(t => t.Count) })];
    }

    private static OpenTask Of(int owner, TaskScope scope, TaskCycle cycle, int count)
    {
        var (key, dates) = Dates(cycle, cycle.Phase(PhaseKind.DataCollection)!, scope);
        return new OpenTask(owner, key, TaskKind.EnterValues, dates, cycle.Name, FormattableString.Invariant($"/cycles/{cycle.Id}/values"))
        {
            CycleId = cycle.Id,
            Count = count,
        };
    }

    // HR unlocked them after the phase: asked for anew, with days of their own, and never out of time until HR locks them
    private static (string Key, ReminderDates Dates) Dates(TaskCycle cycle, CyclePhase phase, TaskScope scope) =>
        cycle.ActualsUnlockedAt is { } at && phase.State == PhaseState.Closed
            ? (FormattableString.Invariant($"values:{cycle.Id}:{at:yyyyMMddHHmmss}"), new ReminderDates(at, OwnEnd.After(at, Expected, cycle.Zone, scope.Calendar)))
            : (FormattableString.Invariant($"values:{cycle.Id}"), new ReminderDates(phase.OpensAt, phase.ClosesAt, phase.ClosesAt));
}
