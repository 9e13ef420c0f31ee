using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders.Sources;

/// <summary>Reviewers to propose, and proposals to decide about.</summary>
internal sealed class NominationTasks : IReminderSource
{
    public async Task<IReadOnlyList<OpenTask>> ReadAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation)
    {
        var cycles = scope.CyclesWith(PhaseKind.Nomination, CycleState.Running);
        return cycles.Count == 0 ? [] : [.. await ProposeAsync(db, scope, cycles, cancellation), .. await DecideAsync(db, scope, cycles, cancellation)];
    }

    private static async Task<List<OpenTask>> ProposeAsync(PortalDbContext db, TaskScope scope, List<int> cycles, CancellationToken cancellation)
    {
        var people = db.Participants.AsNoTracking().Where(p => cycles.Contains(p.CycleId) && p.State == ParticipantState.Active && p.EmployeeId > scope.AfterId && p.EmployeeId <= scope.UpToId);
        var places = await people.Select(p => new { p.Id, p.EmployeeId, p.CycleId }).ToListAsync(cancellation);
        var standing = (await (
            from n in db.Nominations.AsNoTracking()
            join p in people on n.ParticipantId equals p.Id
            where n.Chooser == Chooser.Employee && n.ProposedById == p.EmployeeId && (n.State == NominationState.Proposed || n.State == NominationState.Approved)
            group n by new { n.ParticipantId, n.Relationship } into g
            select new { g.Key.ParticipantId, g.Key.Relationship, Count = g.Count() }).ToListAsync(cancellation)).ToDictionary(n => (n.ParticipantId, n.Relationship), n => n.Count);
        var tasks = new List<OpenTask>();
        foreach (var place in places)
        {
            var cycle = scope.Cycles[place.CycleId];
            var missing = cycle.Rules.Groups.Where(g => g.Nominator == Nominator.Employee && g.Maximum > 0).Sum(g => Math.Max(0, g.Minimum - standing.GetValueOrDefault((place.Id, g.Group))));
            if (missing > 0)
            {
                tasks.Add(new OpenTask(place.EmployeeId, FormattableString.Invariant($"propose:{place.Id}"), TaskKind.ProposeReviewers, Dates(cycle), cycle.Name, "/nominations") { CycleId = cycle.Id, Count = missing });
            }
        }

        return tasks;
    }

    private static async Task<List<OpenTask>> DecideAsync(PortalDbContext db, TaskScope scope, List<int> cycles, CancellationToken cancellation)
    {
        var rows = await (
            from n in db.Nominations.AsNoTracking()
            join p in db.Participants on n.ParticipantId equals p.Id
            where cycles.Contains(n.CycleId) && n.State == NominationState.Proposed && p.State == ParticipantState.Active
                && p.ManagerId > scope.AfterId && p.ManagerId <= scope.UpToId && p.ManagerId != p.EmployeeId
            group n by new { n.CycleId, p.ManagerId } into g
            select new { g.Key.CycleId, g.Key.ManagerId, Count = g.Count() }).ToListAsync(cancellation);
        return rows.ConvertAll(r => new OpenTask(
            r.ManagerId!.Value, FormattableString.Invariant($"nominations:{r.CycleId}"), TaskKind.DecideNominations, Dates(scope.Cycles[r.CycleId]), scope.Cycles[r.CycleId].Name, "/reviews/team/nominations")
        {
            CycleId = r.CycleId,
            Count = r.Count,
        });
    }

    // what nobody decided counts as approved when the phase closes
    private static ReminderDates Dates(TaskCycle cycle) => PhaseTasks.DatesOf(cycle.Phase(PhaseKind.Nomination)!);
}
