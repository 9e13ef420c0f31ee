using StarPortal.Domain.Calendar;
using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Feedback;

/// <summary>The company's working days in a person's own time zone.</summary>
public static class WorkingDays
{
    /// <summary>Whether so many working days have passed since a moment; never true on a day off, when nobody wants to be reminded.</summary>
    public static bool HavePassed(int count, DateTime since, DateTime now, TimeZoneInfo zone, WorkCalendar calendar)
    {
        var (began, here) = (ZoneTime.ToLocal(since, zone), ZoneTime.ToLocal(now, zone));
        var due = calendar.After(DateOnly.FromDateTime(began), count).ToDateTime(TimeOnly.FromDateTime(began));
        return here >= due && calendar.IsWorkingDay(DateOnly.FromDateTime(here));
    }
}
