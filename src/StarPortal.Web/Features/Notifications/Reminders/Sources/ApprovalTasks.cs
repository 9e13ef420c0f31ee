using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Identity;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders.Sources;

/// <summary>
/// What waits for a decision: exemptions, points and reopenings of HR, exemptions of a person also of who leads them. Nobody
/// decides their own case, nor both sides of one. What waits stays open: it becomes overdue.
/// </summary>
internal sealed class ApprovalTasks : IReminderSource
{
    /// <summary>Working days in which an answer is expected.</summary>
    private const int Expected = 2;

    public async Task<IReadOnlyList<OpenTask>> ReadAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation)
    {
        var tasks = await OfManagementAsync(db, scope, cancellation);
        var sets = AccountAccess.SetsWith(Roles.HR);
        var hr = await db.Users.Where(u => !u.Disabled && u.EmployeeId > scope.AfterId && u.EmployeeId <= scope.UpToId && sets.Contains(u.Roles))
            .Select(u => new { u.Id, EmployeeId = u.EmployeeId!.Value }).ToListAsync(cancellation);
        if (hr.Count == 0)
        {
            return tasks;
        }

        var waiting = await WaitingAsync(db, [.. scope.Cycles.Keys], cancellation);
        return [.. tasks, .. from person in hr
                   from item in waiting
                   where item.AskedBy != person.Id && item.Approver != person.Id && !item.Concerns.Contains(person.EmployeeId)
                   select TaskOf(person.EmployeeId, item, scope)];
    }

    /// <summary>Exemptions of one person wait for the manager of that person's snapshot too, besides HR.</summary>
    private static async Task<List<OpenTask>> OfManagementAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation)
    {
        var cycles = scope.Cycles.Keys.ToList();
        var rows = await (
            from e in db.Exemptions.AsNoTracking()
            join p in db.Participants on e.ParticipantId equals p.Id
            join u in db.Users on p.ManagerId equals u.EmployeeId
            where cycles.Contains(e.CycleId) && e.State == ExemptionState.Requested && e.ManagementApproverId == null && p.State != ParticipantState.Withdrawn
                && p.ManagerId > scope.AfterId && p.ManagerId <= scope.UpToId && p.ManagerId != p.EmployeeId && !u.Disabled && e.HrApproverId != u.Id
            select new { e.Id, e.CycleId, e.RequestedAt, ManagerId = p.ManagerId!.Value }).ToListAsync(cancellation);
        return rows.ConvertAll(r => TaskOf(r.ManagerId, new Item("exemption-line", r.Id, r.CycleId, r.RequestedAt, 0, null, [], "exemptions"), scope));
    }

    private static async Task<List<Item>> WaitingAsync(PortalDbContext db, List<int> cycles, CancellationToken cancellation)
    {
        var exemptions = await (
            from e in db.Exemptions.AsNoTracking()
            join p in db.Participants on e.ParticipantId equals p.Id into people
            from p in people.DefaultIfEmpty()
            where cycles.Contains(e.CycleId) && e.State == ExemptionState.Requested && e.HrApproverId == null && (p == null || p.State != ParticipantState.Withdrawn)
            select new { e.Id, e.CycleId, e.RequestedAt, e.ManagementApproverId, EmployeeId = (int?)p.EmployeeId }).ToListAsync(cancellation);
        var points = await (
            from a in db.Adjustments.AsNoTracking()
            join p in db.Participants on a.ParticipantId equals p.Id
            where cycles.Contains(p.CycleId) && a.State == AdjustmentState.Proposed && p.State != ParticipantState.Withdrawn
            select new { a.Id, p.CycleId, a.ProposedAt, a.ProposedById, p.EmployeeId }).ToListAsync(cancellation);
        var reopenings = await (
            from q in db.ReopeningRequests.AsNoTracking()
            join r in db.Reviews on q.ReviewId equals r.Id
            where cycles.Contains(q.CycleId) && q.State == ReopeningState.Open
            select new { q.Id, q.CycleId, q.RequestedAt, q.RequestedById, r.ReviewerId, r.SubjectId }).ToListAsync(cancellation);
        return
        [
            // whoever asked for an exemption may also give one of its two approvals
            .. exemptions.Select(e => new Item("exemption", e.Id, e.CycleId, e.RequestedAt, 0, e.ManagementApproverId, e.EmployeeId is { } id ? [id] : [], "exemptions")),
            .. points.Select(a => new Item("points", a.Id, a.CycleId, a.ProposedAt, a.ProposedById, null, [a.EmployeeId], "adjustments")),
            // asked for by a person, not by an account
            .. reopenings.Select(q => new Item("reopening", q.Id, q.CycleId, q.RequestedAt, 0, null, [q.RequestedById, q.ReviewerId, q.SubjectId], "reopenings")),
        ];
    }

    private static OpenTask TaskOf(int employeeId, Item item, TaskScope scope)
    {
        var cycle = scope.Cycles[item.CycleId];
        return new OpenTask(
            employeeId,
            FormattableString.Invariant($"{item.What}:{item.Id}"),
            TaskKind.DecideApproval,
            new ReminderDates(item.At, OwnEnd.After(item.At, Expected, cycle.Zone, scope.Calendar)),
            cycle.Name,
            FormattableString.Invariant($"/cycles/{cycle.Id}/{item.Page}"))
        {
            CycleId = cycle.Id,
        };
    }

    private sealed record Item(string What, int Id, int CycleId, DateTime At, int AskedBy, int? Approver, IReadOnlyList<int> Concerns, string Page);
}
