using StarPortal.Domain.Calendar;

namespace StarPortal.Domain.Cycles;

/// <summary>How long somebody may write who is asked late.</summary>
public static class OwnEnd
{
    /// <summary>Working days that somebody has at least.</summary>
    public const int WorkingDays = 5;

    private const int EndOfDay = 18;

    /// <summary>The end of the last of that many whole working days, at 18:00 by the clock of the zone, in UTC.</summary>
    public static DateTime After(DateTime now, int workingDays, TimeZoneInfo zone, WorkCalendar calendar)
    {
        var day = calendar.After(DateOnly.FromDateTime(ZoneTime.ToLocal(now, zone)), workingDays);
        return ZoneTime.ClosesAt(day.ToDateTime(new TimeOnly(EndOfDay, 0)), zone);
    }

    /// <summary>Null when the phase itself gives that much time.</summary>
    public static DateTime? Needed(CyclePhase? phase, DateTime now, TimeZoneInfo zone, WorkCalendar calendar)
    {
        var least = After(now, WorkingDays, zone, calendar);
        return phase is { State: not PhaseState.Closed } && phase.ClosesAt >= least ? null : least;
    }
}
