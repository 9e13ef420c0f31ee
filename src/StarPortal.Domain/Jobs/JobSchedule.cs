namespace StarPortal.Domain.Jobs;

/// <summary>When a recurring job runs: again and again after a while, or once a day at a time of the portal's zone.</summary>
public sealed record JobSchedule
{
    private JobSchedule(TimeSpan? interval, TimeOnly? time) => (Interval, Time) = (interval, time);

    /// <summary>Time between two runs; null when it runs daily.</summary>
    public TimeSpan? Interval { get; }

    /// <summary>Time of the day; null when it runs at an interval.</summary>
    public TimeOnly? Time { get; }

    public static JobSchedule Every(TimeSpan interval) => new(interval, null);

    /// <summary>Once each day of the portal's zone, also on days that lack the time or have it twice.</summary>
    public static JobSchedule Daily(TimeOnly time) => new(null, time);

    /// <summary>The first moment after <paramref name="after"/> (both UTC) at which the job runs.</summary>
    public DateTime NextAfter(DateTime after, TimeZoneInfo zone)
    {
        if (Interval is { } interval)
        {
            return after + interval;
        }

        // the local day may have changed its offset: look at the days around
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(after, zone)).AddDays(-1);
        while (true)
        {
            var moment = MomentOn(day, zone);
            if (moment > after)
            {
                return moment;
            }

            day = day.AddDays(1);
        }
    }

    /// <summary>
    /// The one moment of a day. A time that the clock jumps over is taken at the jump; of a time that comes twice the first counts.
    /// </summary>
    public DateTime MomentOn(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(Time ?? throw new InvalidOperationException("An interval has no moment of a day."));
        if (zone.IsInvalidTime(local))
        {
            // one minute after the other is quick enough: this happens once a year
            while (zone.IsInvalidTime(local))
            {
                local = local.AddMinutes(1);
            }

            return TimeZoneInfo.ConvertTimeToUtc(local, zone);
        }

        return zone.IsAmbiguousTime(local)
            ? DateTime.SpecifyKind(local - zone.GetAmbiguousTimeOffsets(local).Max(), DateTimeKind.Utc)
            : TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}
