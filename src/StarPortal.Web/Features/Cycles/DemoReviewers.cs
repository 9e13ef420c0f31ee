using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Cycles;

/// <summary>
/// Who else reviews whom in the demo company's running cycle: direct reports their manager, and colleagues of other teams.
/// In a large company everybody has some of these, in a small one those who lead: nobody there should drown in forms.
/// </summary>
internal static class DemoReviewers
{
    private const int CrossTeam = 3;

    /// <summary>From here on the company shows what ten reviews for everybody are like.</summary>
    private const int Large = 5_000;

    /// <summary>Only inside a write transaction, after the peers: one reviewer has one role.</summary>
    public static async Task PlanAsync(PortalDbContext db, Cycle cycle, DemoRequest request, DateTime at, CancellationToken cancellation)
    {
        var people = await db.InPopulation(cycle.Population, cycle.Today(at)).AsNoTracking().OrderBy(e => e.Id)
            .Select(e => new PeerCandidate(e.Id, e.DepartmentId, e.ManagerId)).ToListAsync(cancellation);
        var here = people.Select(p => p.EmployeeId).ToHashSet();
        var reports = people.Where(p => p.ManagerId is { } manager && here.Contains(manager)).Select(p => (p.ManagerId!.Value, p.EmployeeId));
        await PlannedReviewers.AddAsync(db, cycle.Id, reports, Relationship.Report, cancellation);

        var leads = people.Select(p => p.ManagerId).OfType<int>().ToHashSet();
        var seen = request.Employees >= Large ? people : people.FindAll(p => leads.Contains(p.EmployeeId));
        await PlannedReviewers.AddAsync(db, cycle.Id, FromElsewhere(seen, people, request.Seed), Relationship.CrossTeam, cancellation);
    }

    /// <summary>The next ones of other departments in an order that only the seed decides.</summary>
    private static IEnumerable<(int EmployeeId, int ReviewerId)> FromElsewhere(List<PeerCandidate> seen, List<PeerCandidate> people, int seed)
    {
        PeerCandidate[] ring = [.. people.OrderBy(p => DemoMeasure.Chance(seed, 7, p.EmployeeId, 0)).ThenBy(p => p.EmployeeId)];
        var places = ring.Select((p, i) => (p.EmployeeId, i)).ToDictionary(x => x.EmployeeId, x => x.i);
        foreach (var person in seen)
        {
            var found = 0;
            for (var step = 1; step < ring.Length && found < CrossTeam; step++)
            {
                var other = ring[(places[person.EmployeeId] + step) % ring.Length];
                if (other.DepartmentId != person.DepartmentId && other.EmployeeId != person.ManagerId && other.ManagerId != person.EmployeeId)
                {
                    found++;
                    yield return (person.EmployeeId, other.EmployeeId);
                }
            }
        }
    }
}
