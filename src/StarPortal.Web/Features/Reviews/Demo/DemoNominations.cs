using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Reviews.Demo;

/// <summary>
/// In the running cycle some propose reviewers: one proposal waits, one was approved, one rejected. The approved ones have
/// their reviews already; HR opened the phase by hand beside the reviews, so that everything can be tried.
/// </summary>
internal sealed class DemoNominations(IDbContextFactory<PortalDbContext> factory) : IDemoPart
{
    // enough to page through; the company may have 20,000
    private const int Proposing = 300;

    // the manager's own team always has something to decide
    private const string Leader = "manager@demo.example";
    private static readonly string[] Reasons = ["You hardly worked together this quarter. 本季度合作较少。", "Already writes many reviews. 评价任务已较多。"];

    public int Order => 48;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.Cycles.Include(c => c.Phases).OrderByDescending(c => c.Id).FirstOrDefaultAsync(c => c.State == CycleState.Running, cancellation) is not { LaunchedAt: { } launched } cycle)
        {
            return;
        }

        var today = request.Today.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        await OpenAsync(db, cycle.Id, launched, today.AddDays(4).AddHours(10), cancellation);
        var leader = await db.Employees.Where(e => e.Email == Leader).Select(e => (int?)e.Id).SingleOrDefaultAsync(cancellation);
        var people = await db.Participants.AsNoTracking().Where(p => p.CycleId == cycle.Id && p.ManagerId != null && p.State == ParticipantState.Active)
            .OrderByDescending(p => p.ManagerId == leader).ThenBy(p => p.EmployeeId).Take(Proposing)
            .Select(p => new Person(p.Id, p.EmployeeId, p.Name, p.DepartmentId, p.ManagerId!.Value, db.Employees.Where(e => e.Id == p.ManagerId).Select(e => e.Name).First()))
            .ToListAsync(cancellation);
        var ids = people.Select(p => p.ParticipantId).ToList();
        var reviews = (await db.Reviews.AsNoTracking().Where(r => ids.Contains(r.ParticipantId))
            .Select(r => new { r.ParticipantId, r.ReviewerId, r.Relationship, r.State }).ToListAsync(cancellation)).ToLookup(r => r.ParticipantId);
        var departments = people.Select(p => p.DepartmentId).Distinct().ToList();
        var colleagues = (await db.Employees.AsNoTracking().Where(e => departments.Contains(e.DepartmentId) && e.LeaveDate == null).OrderBy(e => e.Id)
            .Select(e => new { e.Id, e.DepartmentId, e.ManagerId }).ToListAsync(cancellation)).ToLookup(e => e.DepartmentId);
        var rows = new List<Nomination>();
        foreach (var person in people)
        {
            var at = launched.AddHours(2 + (person.EmployeeId % 40));
            if (reviews[person.ParticipantId].Where(r => r.Relationship == Relationship.Peer && r.State != ReviewState.Declined).OrderBy(r => r.ReviewerId).FirstOrDefault() is { } known)
            {
                rows.Add(Propose(cycle.Id, person, known.ReviewerId, at, n => n.Approve(Manager(person), at.AddHours(20))));
            }

            var free = colleagues[person.DepartmentId]
                .Where(e => e.Id != person.EmployeeId && e.ManagerId != person.EmployeeId && e.Id != person.ManagerId && reviews[person.ParticipantId].All(r => r.ReviewerId != e.Id))
                .Select(e => e.Id).ToList();
            if (free.Count > 0)
            {
                rows.Add(Propose(cycle.Id, person, free[person.EmployeeId % free.Count], at, _ => Result.Ok));
            }

            if (free.Count > 1 && person.EmployeeId % 2 == 0)
            {
                var reason = Reasons[person.EmployeeId / 2 % Reasons.Length];
                rows.Add(Propose(cycle.Id, person, free[(person.EmployeeId + 1) % free.Count], at, n => n.Reject(reason, Manager(person), at.AddHours(20))));
            }
        }

        await db.WriteAsync(() => db.InsertAsync(rows, null, cancellation), cancellation);
    }

    private static async Task OpenAsync(PortalDbContext db, int cycleId, DateTime from, DateTime until, CancellationToken cancellation)
    {
        await db.WriteAsync(
            async () =>
            {
                if (await db.CyclePhases.AnyAsync(p => p.CycleId == cycleId && p.Kind == PhaseKind.Nomination, cancellation))
                {
                    return;
                }

                var phase = new CyclePhase(PhaseKind.Nomination, from, until);
                db.CyclePhases.Add(phase).Property(p => p.CycleId).CurrentValue = cycleId;
                await db.SaveChangesAsync(cancellation);
                await db.CyclePhases.Where(p => p.Id == phase.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.State, PhaseState.Open), cancellation);
            },
            cancellation);
    }

    private static Nomination Propose(int cycleId, Person person, int reviewerId, DateTime at, Func<Nomination, Result> decide)
    {
        var of = new NominationOf(cycleId, person.ParticipantId, person.EmployeeId, reviewerId, Relationship.Peer);
        var nomination = new Nomination(of, Chooser.Employee, new Actor(1, person.EmployeeId, person.Name, Roles.Employee), at);
        var decided = decide(nomination);
        return decided.Succeeded ? nomination : throw new InvalidOperationException($"The demo company cannot be told: {decided.Error}");
    }

    private static Actor Manager(Person person) => new(1, person.ManagerId, person.ManagerName, Roles.Employee);

    private sealed record Person(int ParticipantId, int EmployeeId, string Name, int DepartmentId, int ManagerId, string ManagerName);
}
