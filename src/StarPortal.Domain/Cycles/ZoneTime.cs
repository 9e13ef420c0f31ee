namespace StarPortal.Domain.Cycles;

/// <summary>Wall-clock times of a time zone as moments, also on the two odd days of the year.</summary>
public static class ZoneTime
{
    /// <summary>The moment a phase opens. Of a time that occurs twice, the first; of one that is skipped, the clock change itself.</summary>
    public static DateTime OpensAt(DateTime local, TimeZoneInfo zone) => ToUtc(local, zone, latest: false);

    /// <summary>The moment a phase closes. Of a time that occurs twice, the second, so that nobody loses an hour.</summary>
    public static DateTime ClosesAt(DateTime local, TimeZoneInfo zone) => ToUtc(local, zone, latest: true);

    public static DateTime ToLocal(DateTime utc, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);

    private static DateTime ToUtc(DateTime local, TimeZoneInfo zone, bool latest)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            var skipped = local;
            do
            {
                skipped = skipped.AddMinutes(1);
            }
            while (zone.IsInvalidTime(skipped));
            local = skipped.AddTicks(-(skipped.Ticks % TimeSpan.TicksPerMinute));
        }

        if (zone.IsAmbiguousTime(local))
        {
            var offsets = zone.GetAmbiguousTimeOffsets(local);
            return DateTime.SpecifyKind(local - (latest ? offsets.Min() : offsets.Max()), DateTimeKind.Utc);
        }

        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}
