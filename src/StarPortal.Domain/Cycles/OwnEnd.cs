namespace StarPortal.Domain.Cycles;

/// <summary>How long somebody may write who is asked late.</summary>
public static class OwnEnd
{
    /// <summary>Working days that somebody has at least.</summary>
    public const int WorkingDays = 5;

    private const int EndOfDay = 18;

    /// <summary>The end of the last of that many whole working days (Monday to Friday), at 18:00 by the clock of the zone, in UTC.</summary>
    public static DateTime After(DateTime now, int workingDays, TimeZoneInfo zone)
    {
        var day = ZoneTime.ToLocal(now, zone).Date;
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            left -= day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        }

        return ZoneTime.ClosesAt(day.AddHours(EndOfDay), zone);
    }

    /// <summary>Null when the phase itself gives that much time.</summary>
    public static DateTime? Needed(CyclePhase? phase, DateTime now, TimeZoneInfo zone)
    {
        var least = After(now, WorkingDays, zone);
        return phase is { State: not PhaseState.Closed } && phase.ClosesAt >= least ? null : least;
    }
}
