using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders.Sources;

/// <summary>Goals to propose and to confirm, and check-ins in the middle of a cycle.</summary>
internal sealed class PhaseTasks : IReminderSource
{
    public async Task<IReadOnlyList<OpenTask>> ReadAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation) =>
        [.. await GoalsAsync(db, scope, cancellation), .. await ReopenedGoalsAsync(db, scope, cancellation), .. await CheckInsAsync(db, scope, cancellation)];

    /// <summary>Of something that can be done while a phase is open.</summary>
    internal static ReminderDates DatesOf(CyclePhase phase) => new(phase.OpensAt, phase.ClosesAt, phase.ClosesAt);

    private static async Task<List<OpenTask>> GoalsAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation)
    {
        var cycles = scope.CyclesWith(PhaseKind.GoalConfirmation, CycleState.Running, CycleState.Calibrating);
        if (cycles.Count == 0)
        {
            return [];
        }

        var rows = await (
            from p in db.Participants.AsNoTracking()
            join s in db.GoalSheets on p.Id equals s.ParticipantId into sheets
            from s in sheets.DefaultIfEmpty()
            where cycles.Contains(p.CycleId) && p.State == ParticipantState.Active && (s == null || s.State != GoalSheetState.Confirmed)
                && ((p.EmployeeId > scope.AfterId && p.EmployeeId <= scope.UpToId) || (p.ManagerId > scope.AfterId && p.ManagerId <= scope.UpToId))
            select new { p.Id, p.CycleId, p.EmployeeId, p.ManagerId, Proposed = s != null && s.State == GoalSheetState.Proposed, ByEmployee = s != null && s.EmployeeConfirmedAt != null }).ToListAsync(cancellation);
        var own = rows.Where(r => scope.Has(r.EmployeeId) && !(r.Proposed && r.ByEmployee)).Select(r => Task(
            r.EmployeeId, FormattableString.Invariant($"goals:{r.Id}"), r.Proposed ? TaskKind.ConfirmGoals : TaskKind.ProposeGoals, r.CycleId, FormattableString.Invariant($"/goals/{r.Id}"), 1));
        var team = rows.Where(r => r.Proposed && r.ByEmployee && r.ManagerId is { } manager && scope.Has(manager)).GroupBy(r => (r.ManagerId, r.CycleId)).Select(g => Task(
            g.Key.ManagerId!.Value, FormattableString.Invariant($"team-goals:{g.Key.CycleId}"), TaskKind.ConfirmTeamGoals, g.Key.CycleId, "/goals/team", g.Count()));
        return [.. own, .. team];

        OpenTask Task(int employee, string key, TaskKind kind, int cycle, string link, int count) =>
            new(employee, key, kind, DatesOf(scope.Cycles[cycle].Phase(PhaseKind.GoalConfirmation)!), scope.Cycles[cycle].Name, link) { CycleId = cycle, Count = count };
    }

    /// <summary>Sheets that HR opened after the phase: a few, each with days of its own, and open until they are agreed on.</summary>
    private static async Task<List<OpenTask>> ReopenedGoalsAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation)
    {
        var cycles = scope.Cycles.Values.Where(c => c.Phase(PhaseKind.GoalConfirmation) is { State: PhaseState.Closed }).Select(c => c.Id).ToList();
        if (cycles.Count == 0)
        {
            return [];
        }

        var rows = await (
            from s in db.GoalSheets.AsNoTracking()
            join p in db.Participants on s.ParticipantId equals p.Id
            where cycles.Contains(s.CycleId) && s.OpenAfterPhase && s.State != GoalSheetState.Confirmed && p.State == ParticipantState.Active
                && ((p.EmployeeId > scope.AfterId && p.EmployeeId <= scope.UpToId) || (p.ManagerId > scope.AfterId && p.ManagerId <= scope.UpToId))
            select new
            {
                p.Id,
                p.CycleId,
                p.EmployeeId,
                p.ManagerId,
                Proposed = s.State == GoalSheetState.Proposed,
                ByEmployee = s.EmployeeConfirmedAt != null,
                At = db.GoalSteps.Where(g => g.SheetId == s.Id && g.Kind == GoalStepKind.Reopened).Max(g => (DateTime?)g.At),
            }).ToListAsync(cancellation);
        return
        [
            .. from r in rows
               where r.At is not null
               let waitsForManager = r.Proposed && r.ByEmployee
               let writer = waitsForManager ? r.ManagerId : r.EmployeeId
               where writer is { } id && scope.Has(id)
               let cycle = scope.Cycles[r.CycleId]
               let opened = DateTime.SpecifyKind(r.At!.Value, DateTimeKind.Utc)
               select new OpenTask(
                   writer!.Value,
                   FormattableString.Invariant($"goals:{r.Id}:{opened:yyyyMMddHHmmss}"),
                   waitsForManager ? TaskKind.ConfirmTeamGoals : r.Proposed ? TaskKind.ConfirmGoals : TaskKind.ProposeGoals,
                   new ReminderDates(opened, OwnEnd.After(opened, OwnEnd.WorkingDays, cycle.Zone, scope.Calendar)),
                   cycle.Name,
                   waitsForManager ? "/goals/team" : FormattableString.Invariant($"/goals/{r.Id}"))
               {
                   CycleId = cycle.Id,
               },
        ];
    }

    private static async Task<List<OpenTask>> CheckInsAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation)
    {
        var cycles = scope.CyclesWith(PhaseKind.MidTermCheck, CycleState.Running);
        if (cycles.Count == 0)
        {
            return [];
        }

        var rows = await (
            from p in db.Participants.AsNoTracking()
            where cycles.Contains(p.CycleId) && p.State == ParticipantState.Active && p.ManagerId > scope.AfterId && p.ManagerId <= scope.UpToId && !db.CheckIns.Any(c => c.ParticipantId == p.Id)
            group p by new { p.CycleId, p.ManagerId } into g
            select new { g.Key.CycleId, g.Key.ManagerId, Count = g.Count() }).ToListAsync(cancellation);
        return rows.ConvertAll(r => new OpenTask(
            r.ManagerId!.Value, FormattableString.Invariant($"checkins:{r.CycleId}"), TaskKind.WriteCheckIns, DatesOf(scope.Cycles[r.CycleId].Phase(PhaseKind.MidTermCheck)!), scope.Cycles[r.CycleId].Name, "/reviews/team")
        {
            CycleId = r.CycleId,
            Count = r.Count,
        });
    }
}
