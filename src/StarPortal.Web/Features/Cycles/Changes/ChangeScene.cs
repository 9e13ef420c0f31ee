using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.People;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>Inside one change: the cycle with its row locked, who acts, and when.</summary>
internal sealed record ChangeScene(PortalDbContext Db, Cycle Cycle, WorkCalendar Calendar, Actor Actor, DateTime Now, CancellationToken Cancellation)
{
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Cycle.TimeZone);

    public static string Text(DateTime utc) => utc.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The participants as the person saw them; changed elsewhere when one is not so any more.</summary>
    public async Task<Result<IReadOnlyList<Participant>>> FindAsync(IReadOnlyList<PersonSeen> seen)
    {
        if (seen.Count == 0)
        {
            return CycleErrors.NobodyChosen;
        }

        var ids = seen.Select(s => s.ParticipantId).ToList();
        var found = await Db.Participants.Where(p => p.CycleId == Cycle.Id && ids.Contains(p.Id)).OrderBy(p => p.Id).ToListAsync(Cancellation);
        if (found.Count < ids.Distinct().Count())
        {
            return CycleErrors.NotFound;
        }

        var versions = seen.DistinctBy(s => s.ParticipantId).ToDictionary(s => s.ParticipantId, s => s.Version);
        return found.Exists(p => p.Version != versions[p.Id]) ? SharedErrors.ChangedElsewhere : Result<IReadOnlyList<Participant>>.Of(found);
    }

    public async Task<IReadOnlyDictionary<int, Employee>> EmployeesAsync(IEnumerable<int> ids)
    {
        List<int> wanted = [.. ids.Distinct()];
        return await Db.Employees.AsNoTracking().Include(e => e.Department).Where(e => wanted.Contains(e.Id)).ToDictionaryAsync(e => e.Id, Cancellation);
    }

    /// <summary>Writes the history and the audit trail, and answers the key under which people are told.</summary>
    public async Task<string> RecordAsync(Participant participant, ParticipantChangeKind kind, string before, string after, string reason, string details = "")
    {
        var line = new ParticipantChange(Cycle.Id, participant.EmployeeId, kind, before, after, reason, Actor, Now);
        Db.ParticipantChanges.Add(line);
        await Db.SaveChangesAsync(Cancellation);
        var values = before.Length + after.Length == 0 ? "" : $"{before} → {after}";
        Db.Audit(
            Actor,
            new AuditNote($"Cycles.Participant{kind}", "Participant", participant.Id, participant.EmployeeId, reason.Trim(), string.Join("; ", new[] { Cycle.Name, values, details }.Where(t => t.Length > 0))),
            Now);
        return FormattableString.Invariant($"change:{line.Id}");
    }

    public void Tell(int? employeeId, string kind, string key, string link, params IReadOnlyList<string> args) =>
        Db.Notify(employeeId, new Notice(kind, key, link, args), Now);

    public static OrganisationPlace PlaceOf(Employee employee) =>
        new(employee.DepartmentId, employee.Department!.Name, employee.Department.Path, employee.JobTitle, employee.Level);
}
