using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Cycles.Setup;

/// <summary>What a rule chooses before launch; the same for its preview and for the plan.</summary>
internal static class PlannedAssignment
{
    public static async Task<AssignmentPlan> MakeAsync(PortalDbContext db, Cycle cycle, AssignmentRule rule, DateTime now, CancellationToken cancellation)
    {
        var today = cycle.Today(now);
        var participants = await Candidates(db.InPopulation(cycle.Population, today)).ToListAsync(cancellation);
        var employed = await Candidates(db.Employees.Where(e => e.LeaveDate == null || e.LeaveDate >= today)).ToListAsync(cancellation);
        var planned = await db.PlannedReviewers.AsNoTracking().Where(p => p.CycleId == cycle.Id)
            .Select(p => new { p.EmployeeId, p.ReviewerId, p.Relationship }).ToListAsync(cancellation);
        var scene = new AssignmentScene(
            participants,
            employed,
            planned.Select(p => (p.EmployeeId, p.ReviewerId)).ToHashSet(),
            planned.Where(p => p.Relationship == rule.Group).GroupBy(p => p.EmployeeId).ToDictionary(g => g.Key, g => g.Count()));
        return AssignmentPlan.Of(rule, cycle.ReviewRules.Of(rule.Group), scene);
    }

    private static IQueryable<PeerCandidate> Candidates(IQueryable<Domain.People.Employee> people) =>
        people.AsNoTracking().OrderBy(e => e.Id).Select(e => new PeerCandidate(e.Id, e.DepartmentId, e.ManagerId));
}
