using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Feedback;

/// <summary>Monday to Friday in a person's own time zone.</summary>
public static class WorkingDays
{
    public static bool IsOne(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The working day that comes so many working days after a day; of a weekend, counting begins on Monday.</summary>
    public static DateOnly After(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            count -= IsOne(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>Whether so many working days have passed since a moment; never true on a weekend, when nobody wants to be reminded.</summary>
    public static bool HavePassed(int count, DateTime since, DateTime now, TimeZoneInfo zone)
    {
        var (began, here) = (ZoneTime.ToLocal(since, zone), ZoneTime.ToLocal(now, zone));
        var due = After(DateOnly.FromDateTime(began), count).ToDateTime(TimeOnly.FromDateTime(began));
        return here >= due && IsOne(DateOnly.FromDateTime(here));
    }
}
