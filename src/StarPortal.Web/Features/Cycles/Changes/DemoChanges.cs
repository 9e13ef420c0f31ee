using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>
/// What happens to people while the demo company's present cycle runs: one gets another manager, one joins late, one left, one
/// is withdrawn, and the organisation has moved on by a few differences that HR has still to decide about.
/// </summary>
internal sealed class DemoChanges(
    IDbContextFactory<PortalDbContext> factory, ChangeManager changeManager, AddParticipants add, MarkLeavers leavers, WithdrawParticipants withdraw) : IDemoPart
{
    private const int Least = 40;
    private static readonly string[] Known = ["hr@demo.example", "manager@demo.example", "employee@demo.example"];
    private static readonly Actor Teller = new(0, null, "Demo HR", Roles.HR);

    public int Order => 51;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await db.Cycles.AsNoTracking().Where(c => c.State == CycleState.Running).OrderByDescending(c => c.PeriodEnd).Select(c => (int?)c.Id).FirstOrDefaultAsync(cancellation);
        // in a very small company every one of these would be somebody whom the other stories tell of
        if (cycle is not { } id || request.Employees < Least)
        {
            return;
        }

        var cast = await CastAsync(db, id, cancellation);
        if (cast.Count < 5)
        {
            return;
        }

        var leftOn = request.Today.AddDays(-2);
        await MoveOnAsync(db, cast, leftOn, cancellation);
        Check(await changeManager.RunAsync(
            new ManagerChangeOrder(id, [new NewManager(Seen(cast[0]), cast[1].ManagerId)], null, null, "Moved to another team · 调至其他团队"), Teller, cancellation));
        Check(await leavers.RunAsync(new LeaversOrder(id, [Seen(cast[2])], leftOn, "Resigned · 辞职"), Teller, cancellation));
        Check(await withdraw.RunAsync(new PeopleOrder(id, [Seen(cast[3])], "On long leave for the whole period · 整个周期长期休假"), Teller, cancellation));
        await JoinAsync(db, id, request.Today, cancellation);
    }

    /// <summary>People of whom nothing else is told: they lead nobody, and neither they nor their managers are known by name.</summary>
    private static async Task<List<Participant>> CastAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var people = await db.Participants.AsNoTracking()
            .Where(p => p.CycleId == cycleId && p.State == ParticipantState.Active && p.ManagerId != null
                && !db.Employees.Any(e => (e.Id == p.EmployeeId || e.Id == p.ManagerId) && (Known.Contains(e.Email) || e.JobFamily == "HR"))
                && !db.Employees.Any(e => e.ManagerId == p.EmployeeId)
                && db.Reviews.Any(r => r.ParticipantId == p.Id && r.Relationship == Relationship.Manager))
            .OrderByDescending(p => p.EmployeeId).Take(200).ToListAsync(cancellation);
        var teams = people.GroupBy(p => p.ManagerId).Select(g => g.First()).Take(2).ToList();
        return teams.Count < 2 ? [] : [.. teams, .. people.Except(teams).Take(3)];
    }

    private async Task JoinAsync(PortalDbContext db, int cycleId, DateOnly today, CancellationToken cancellation)
    {
        // somebody who had left, and was hired again after the launch
        var late = await db.Employees
            .Where(e => e.LeaveDate != null && e.ManagerId != null && e.Manager!.LeaveDate == null && !db.Participants.Any(p => p.CycleId == cycleId && p.EmployeeId == e.Id))
            .OrderBy(e => e.Id).FirstOrDefaultAsync(cancellation);
        if (late is not null)
        {
            late.Apply(late.Details with { LeaveDate = null, HireDate = today.AddDays(-3) });
            await db.SaveChangesAsync(cancellation);
            Check(await add.RunAsync(new JoinOrder(cycleId, [late.Id], [], null, null, null, "Hired again after the launch · 启动后重新入职"), Teller, cancellation));
        }
    }

    /// <summary>The organisation itself: two report to somebody else, one has left. About the second nobody has decided yet.</summary>
    private static async Task MoveOnAsync(PortalDbContext db, List<Participant> cast, DateOnly leftOn, CancellationToken cancellation)
    {
        var ids = cast.Select(c => c.EmployeeId).ToList();
        var people = await db.Employees.Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellation);
        people[cast[0].EmployeeId].ReportTo(cast[1].ManagerId);
        people[cast[4].EmployeeId].ReportTo(cast[4].ManagerId == cast[1].ManagerId ? cast[0].ManagerId : cast[1].ManagerId);
        var leaver = people[cast[2].EmployeeId];
        leaver.Apply(leaver.Details with { LeaveDate = leftOn });
        await db.SaveChangesAsync(cancellation);
    }

    private static PersonSeen Seen(Participant participant) => new(participant.Id, participant.Version);

    private static void Check(Result result)
    {
        if (result.Failed)
        {
            throw new InvalidOperationException($"The demo company's changes of people: {result.Error}");
        }
    }
}
