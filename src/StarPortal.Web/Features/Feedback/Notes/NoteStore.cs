using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;

namespace StarPortal.Web.Features.Feedback.Notes;

/// <summary>What the use cases on notes and the notebook do alike.</summary>
internal static class NoteStore
{
    public const string NotesPage = "/feedback/notes";

    /// <summary>The day it is where a person is.</summary>
    public static DateOnly Today(string? timeZone, DateTime now) => DateOnly.FromDateTime(ZoneTime.ToLocal(now, Zone(timeZone)));

    public static TimeZoneInfo Zone(string? name) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    public static async Task<DateOnly> TodayOfAsync(PortalDbContext db, int employeeId, DateTime now, CancellationToken cancellation) =>
        Today(await db.Employees.Where(e => e.Id == employeeId).Select(e => e.TimeZone).SingleOrDefaultAsync(cancellation), now);

    /// <summary>What must be known of somebody to write to them; null when there is nobody.</summary>
    public static async Task<NoteRecipient?> RecipientAsync(PortalDbContext db, int? employeeId, DateTime now, CancellationToken cancellation)
    {
        var found = employeeId is null
            ? null
            : await db.Employees.AsNoTracking().Where(e => e.Id == employeeId).Select(e => new { e.Id, e.ManagerId, e.LeaveDate, e.TimeZone }).SingleOrDefaultAsync(cancellation);
        return found is null ? null : new NoteRecipient(found.Id, found.ManagerId, found.LeaveDate is not { } last || last >= Today(found.TimeZone, now));
    }

    /// <summary>Whether a code is one of the library, or none at all.</summary>
    public static async Task<bool> KnowsIndicatorAsync(PortalDbContext db, string code, CancellationToken cancellation) =>
        code.Length == 0 || await db.LibraryIndicators.AnyAsync(i => i.Code == code, cancellation);

    public static Task<string> NameAsync(PortalDbContext db, int employeeId, CancellationToken cancellation) =>
        db.Employees.Where(e => e.Id == employeeId).Select(e => e.Name).SingleAsync(cancellation);
}
