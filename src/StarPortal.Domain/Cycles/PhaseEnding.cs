using StarPortal.Domain.Calendar;
using StarPortal.Domain.Notifications;

namespace StarPortal.Domain.Cycles;

/// <summary>
/// When team chats are told that a phase is about to close: from nine o'clock, by the cycle's clock, of the last working day
/// before the one on which it closes, up to that day. Of a phase that opens only then nothing is said but that it has opened.
/// </summary>
public static class PhaseEnding
{
    /// <summary>The working day on which it is told.</summary>
    public static DateOnly Eve(CyclePhase phase, TimeZoneInfo zone, WorkCalendar calendar) =>
        calendar.OnOrBefore(ReminderRules.DueDay(phase.ClosesAt, zone).AddDays(-1));

    /// <summary>Whether it is to be told now, if it has not been told for this day yet.</summary>
    public static bool IsNear(CyclePhase phase, TimeZoneInfo zone, WorkCalendar calendar, DateTime now)
    {
        if (phase.State != PhaseState.Open)
        {
            return false;
        }

        var told = ZoneTime.OpensAt(Eve(phase, zone, calendar).ToDateTime(DigestTime.Usual), zone);
        var openedSince = phase.OpensAt >= told && phase.OpensAt <= now;
        return now >= told && !openedSince && DateOnly.FromDateTime(ZoneTime.ToLocal(now, zone)) < ReminderRules.DueDay(phase.ClosesAt, zone);
    }
}
