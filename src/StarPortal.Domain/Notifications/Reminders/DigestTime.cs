using StarPortal.Domain.Calendar;
using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Notifications;

/// <summary>Hours of a person's own day in which no mail may arrive; over midnight when <paramref name="From"/> is the later one.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly Until)
{
    /// <summary>Hours that must be left for mail.</summary>
    public const int LeastOpen = 2;

    public static QuietHours Usual { get; } = new(new(20, 0), new(8, 0));

    /// <summary>No quiet hours at all.</summary>
    public bool None => From == Until;

    public bool Contains(TimeOnly time) => !None && (From < Until ? time >= From && time < Until : time >= From || time < Until);

    /// <summary>Whether enough of the day is left.</summary>
    public bool IsPossible => None || 24 - (Until - From).TotalHours >= LeastOpen;
}

/// <summary>Days on which somebody is away and gets nothing.</summary>
public sealed record AwayDays(DateOnly From, DateOnly Until)
{
    public bool Contains(DateOnly day) => From <= day && day <= Until;
}

/// <summary>When a person gets the one digest of a day.</summary>
public static class DigestTime
{
    /// <summary>By the reader's clock.</summary>
    public static readonly TimeOnly Usual = new(9, 0);

    /// <summary>Hours between two digests: also somebody whose zone changes is not written to twice in a morning.</summary>
    public const int LeastGap = 8;

    /// <summary>The time of day: 09:00, or the end of the quiet hours where those go on longer.</summary>
    public static TimeOnly TimeOfDay(QuietHours quiet) => quiet.Contains(Usual) ? quiet.Until : Usual;

    /// <summary>The moment, in UTC, of a day's digest. Of a time that the clock skips, the first moment after it.</summary>
    public static DateTime At(DateOnly day, TimeZoneInfo zone, QuietHours quiet) => ZoneTime.OpensAt(day.ToDateTime(TimeOfDay(quiet)), zone);

    /// <summary>The reader's day whose digest is due now; null when none is. Whether it went out already is not asked here, but of the last one's time.</summary>
    /// <param name="lastDay">The reader's day of the last digest.</param>
    /// <param name="lastAt">UTC; when the last digest went out.</param>
    public static DateOnly? DueNow(DateTime now, TimeZoneInfo zone, QuietHours quiet, WorkCalendar calendar, AwayDays? away, DateOnly? lastDay, DateTime? lastAt)
    {
        var local = ZoneTime.ToLocal(now, zone);
        var day = DateOnly.FromDateTime(local);
        return day > (lastDay ?? DateOnly.MinValue)
            && now >= At(day, zone, quiet)
            && !quiet.Contains(TimeOnly.FromDateTime(local))
            && calendar.IsWorkingDay(day)
            && away?.Contains(day) != true
            && !(lastAt?.AddHours(LeastGap) > now)
            ? day
            : null;
    }
}
