using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Calendar;

namespace StarPortal.Data.Calendar;

/// <summary>The company's working days as they are kept now.</summary>
public static class CalendarReads
{
    /// <summary>Some thirty days a year: small enough to be read whole wherever working days are counted.</summary>
    public static async Task<WorkCalendar> WorkCalendarAsync(this PortalDbContext db, CancellationToken cancellation) =>
        new(await db.CalendarDays.AsNoTracking().OrderBy(d => d.Date).Select(d => new WorkException(d.Date, d.Kind == CalendarDayKind.Working)).ToListAsync(cancellation));
}
