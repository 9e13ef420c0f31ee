using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Analytics.Schedules;

/// <summary>Somebody who may be sent a report.</summary>
public sealed record ScheduleReader(int EmployeeId, string Name, string Number);

/// <summary>Who may be sent which report: people with an account who may read it in some cycle.</summary>
internal sealed class ScheduleReaders
{
    public async Task<IReadOnlyList<ScheduleReader>> OfAsync(PortalDbContext db, ReportKind kind, CancellationToken cancellation)
    {
        // roles are kept as words: every combination that has one of these
        var hr = With(Roles.HR);
        var management = With(Roles.HR | Roles.Committee);
        var people = from e in db.Employees.AsNoTracking()
                     join a in db.Users on e.Id equals a.EmployeeId
                     where !a.Disabled
                     select new { e, a.Roles };
        people = kind switch
        {
            ReportKind.Progress => people.Where(p => hr.Contains(p.Roles)),
            ReportKind.Team => people.Where(p => db.Participants.Any(x => x.ManagerId == p.e.Id && x.State != ParticipantState.Withdrawn) || db.Employees.Any(r => r.ManagerId == p.e.Id)),
            _ => people.Where(p => management.Contains(p.Roles) || (p.e.ManagerId == null && db.Employees.Any(r => r.ManagerId == p.e.Id))),
        };
        return await people.OrderBy(p => p.e.Name).ThenBy(p => p.e.Id).Select(p => new ScheduleReader(p.e.Id, p.e.Name, p.e.Number)).ToListAsync(cancellation);
    }

    private static List<Roles> With(Roles some) => [.. Enumerable.Range(0, 16).Select(i => (Roles)i).Where(r => (r & some) != Roles.None)];
}
