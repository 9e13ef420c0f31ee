using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders.Sources;

/// <summary>Actual values that data owners have not entered yet.</summary>
internal sealed class ValueTasks : IReminderSource
{
    public async Task<IReadOnlyList<OpenTask>> ReadAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation)
    {
        var open = scope.Cycles.Values.Where(c => c.Phase(PhaseKind.DataCollection) is { } phase && ActualWindow.IsOpen(c.State, phase.State, c.ActualsUnlocked)).Select(c => c.Id).ToList();
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
            tasks.AddRange(people.Where(p => count > own.Count(o => o == p)).Select(p => Of(p, scope.Cycles[cycleId], count - own.Count(o => o == p))));
        }

        return [.. tasks.GroupBy(t => (t.EmployeeId, t.CycleId)).Select(g => g.First() with { Count = g.Sum(t => t.Count) })];
    }

    private static OpenTask Of(int owner, TaskCycle cycle, int count)
    {
        var phase = cycle.Phase(PhaseKind.DataCollection)!;
        return new OpenTask(
            owner, FormattableString.Invariant($"values:{cycle.Id}"), TaskKind.EnterValues,
            new ReminderDates(phase.OpensAt, phase.ClosesAt, cycle.ActualsUnlocked ? null : phase.ClosesAt), cycle.Name, FormattableString.Invariant($"/cycles/{cycle.Id}/values"))
        {
            CycleId = cycle.Id,
            Count = count,
        };
    }
}
