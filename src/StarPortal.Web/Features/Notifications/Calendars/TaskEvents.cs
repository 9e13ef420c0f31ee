using StarPortal.Domain.Calendar;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Notifications.Reminders;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Calendars;

/// <summary>Tasks as calendar entries. Calendars are shown to colleagues and on screens in meetings: whom a review is about stands in none.</summary>
internal static class TaskEvents
{
    private const int LastMinute = (23 * 60) + 59;

    public static string UidOf(int employeeId, string key) => $"{key.Replace(':', '-')}-{employeeId}@starportal";

    /// <summary>In the language that is being read.</summary>
    public static string TitleOf(OpenTask task) => DigestLines.Fill(RemindersText.EventTitle, DigestLines.Text($"Event_{task.Kind}"));

    public static IcsEvent Of(OpenTask task, TimeZoneInfo zone, Func<string, string> absolute, int sequence, DateTime changedAt) => new(
        UidOf(task.EmployeeId, task.Key), TitleOf(task), task.Context, absolute(task.Link), task.Dates.DueAt, AllDay(task.Dates.DueAt, zone), sequence, changedAt);

    /// <summary>What is due by the end of a day is due on that day.</summary>
    public static DateOnly? AllDay(DateTime dueAt, TimeZoneInfo zone)
    {
        var local = ZoneTime.ToLocal(dueAt, zone);
        return (local.Hour * 60) + local.Minute == LastMinute ? DateOnly.FromDateTime(local) : null;
    }
}

/// <summary>The dates that are new to somebody, as a file beside their digest.</summary>
internal static class CalendarAttachment
{
    public static IReadOnlyList<MailAttachment> Of(DigestReader reader, IEnumerable<ChosenReminder> reminders, Func<string, string> absolute, DateTime now)
    {
        var fresh = reminders.Where(r => r.First && r.Task.Dates.DueAt > now).Select(r => TaskEvents.Of(r.Task, reader.Zone, absolute, 0, now)).ToList();
        return fresh.Count == 0 ? [] : [new MailAttachment("tasks.ics", "text/calendar; charset=utf-8; method=PUBLISH", IcsWriter.Write(RemindersText.CalendarName, fresh, now))];
    }
}
