using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders;

/// <summary>Somebody who may be written to.</summary>
/// <param name="LastDay">The person's own day that their digests have come to.</param>
public sealed record DigestReader(
    int Id, string Number, string Name, string Email, string Language, string TimeZone, int? ManagerId, DateOnly? LeaveDate, QuietHours Quiet, AwayDays? Away, DateOnly? LastDay, DateTime? LastAt, DateTime? CollectedTo)
{
    public TimeZoneInfo Zone { get; } = Zones.Of(TimeZone);

    public bool IsHereOn(DateOnly day) => !(LeaveDate < day) && Away?.Contains(day) != true;

    public DateOnly? DueNow(DateTime now, WorkCalendar calendar) =>
        DigestTime.DueNow(now, Zone, Quiet, calendar, Away, LastDay, LastAt) is { } day && IsHereOn(day) ? day : null;
}

/// <summary>Finds whose digest is due. Whoever has left or whose account is disabled gets none.</summary>
internal static class DigestReaders
{
    /// <summary>In the order of their numbers in the database.</summary>
    public static async Task<IReadOnlyList<(DigestReader Reader, DateOnly Day)>> DueAsync(PortalDbContext db, WorkCalendar calendar, DateTime now, CancellationToken cancellation)
    {
        // most minutes of a day it is nine o'clock nowhere: then nobody is read but those with hours of their own
        var zones = await db.Employees.Select(e => e.TimeZone).Distinct().ToListAsync(cancellation);
        var due = zones.Select(z => (Zone: z, Day: DigestTime.DueNow(now, Zones.Of(z), QuietHours.Usual, calendar, null, null, null))).Where(z => z.Day is not null)
            .GroupBy(z => z.Day!.Value, z => z.Zone).ToList();
        var found = await Of(db, db.Employees.Where(e => db.MailHours.Any(h => h.EmployeeId == e.Id))).ToListAsync(cancellation);
        foreach (var group in due)
        {
            var (day, names) = (group.Key, group.ToList());
            found.AddRange(await Of(db, db.Employees.Where(e => names.Contains(e.TimeZone) && !db.MailHours.Any(h => h.EmployeeId == e.Id) && !db.DigestStates.Any(s => s.EmployeeId == e.Id && s.LastDay >= day)))
                .ToListAsync(cancellation));
        }

        return [.. found.Select(r => (Reader: r, Day: r.DueNow(now, calendar))).Where(r => r.Day is not null).Select(r => (r.Reader, r.Day!.Value)).OrderBy(r => r.Reader.Id)];
    }

    public static IQueryable<DigestReader> Of(PortalDbContext db, IQueryable<Domain.People.Employee> people) =>
        from e in people.AsNoTracking()
        join h in db.MailHours on e.Id equals h.EmployeeId into hours
        from h in hours.DefaultIfEmpty()
        join s in db.DigestStates on e.Id equals s.EmployeeId into states
        from s in states.DefaultIfEmpty()
        where !db.Users.Any(u => u.EmployeeId == e.Id && u.Disabled)
        select new DigestReader(
            e.Id, e.Number, e.Name, e.Email,
            // what the person chose comes before what the personnel file says
            db.Users.Where(u => u.EmployeeId == e.Id).Select(u => u.Language).FirstOrDefault() ?? e.Language,
            e.TimeZone, e.ManagerId, e.LeaveDate,
            h == null ? QuietHours.Usual : new QuietHours(h.QuietFrom, h.QuietUntil),
            h == null || h.AwayFrom == null ? null : new AwayDays(h.AwayFrom.Value, h.AwayUntil!.Value),
            s == null ? null : s.LastDay,
            s == null ? null : s.LastAt,
            s == null ? null : s.CollectedTo);
}
