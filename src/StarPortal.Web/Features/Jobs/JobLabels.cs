using System.Globalization;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Jobs;

/// <summary>Jobs in the reader's words.</summary>
internal static class JobLabels
{
    /// <summary>"Every 30 seconds", "Daily at 02:30".</summary>
    public static string Schedule(JobRow row)
    {
        if (row.Time is { } time)
        {
            return Format(JobsText.DailyAt, time.ToString("HH:mm", CultureInfo.InvariantCulture));
        }

        var interval = TimeSpan.FromSeconds(row.Interval ?? 0);
        return interval switch
        {
            { Ticks: var t } when t % TimeSpan.TicksPerDay == 0 => Every(interval.TotalDays, JobsText.EveryDay, JobsText.EveryDays),
            { Ticks: var t } when t % TimeSpan.TicksPerHour == 0 => Every(interval.TotalHours, JobsText.EveryHour, JobsText.EveryHours),
            { Ticks: var t } when t % TimeSpan.TicksPerMinute == 0 => Every(interval.TotalMinutes, JobsText.EveryMinute, JobsText.EveryMinutes),
            _ => Every(interval.TotalSeconds, JobsText.EverySecond, JobsText.EverySeconds),
        };
    }

    /// <summary>"0.4 s", "12 s", "3 min 05 s".</summary>
    public static string Duration(long milliseconds) => milliseconds switch
    {
        < 10_000 => Format(JobsText.Seconds, (milliseconds / 1000m).ToString("0.0", CultureInfo.CurrentCulture)),
        < 60_000 => Format(JobsText.Seconds, Formats.Count(milliseconds / 1000)),
        _ => Format(JobsText.MinutesSeconds, Formats.Count(milliseconds / 60_000), (milliseconds / 1000 % 60).ToString("00", CultureInfo.CurrentCulture)),
    };

    /// <summary>"3 phases, 12 reminders"; a dash for nothing.</summary>
    public static string Counts(string kept)
    {
        var counts = JobQueries.Counts(kept);
        return counts.Count == 0 ? "–" : string.Join(JobsText.And, counts.Select(c => Format(JobsText.Counted, TaskLabels.Count(c.Key), Formats.Count(c.Value))));
    }

    public static string Outcome(JobOutcome outcome) => Word($"JobOutcome_{outcome}");

    public static string Cause(JobCause cause) => Word($"JobCause_{cause}");

    public static string Tag(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Succeeded => "tag good",
        JobOutcome.Failed => "tag bad",
        _ => "tag warn",
    };

    public static string State(TaskRow task) =>
        task is { CancelRequested: true, State: LongTaskState.Running } ? JobsText.Cancelling : Word($"LongTaskState_{task.State}");

    public static string Tag(TaskRow task) => task.State switch
    {
        LongTaskState.Succeeded => "tag good",
        LongTaskState.Failed => "tag bad",
        LongTaskState.Cancelled => "tag warn",
        _ => "tag",
    };

    private static string Every(double count, string one, string many) => (int)count == 1 ? one : Format(many, Formats.Count((long)count));

    private static string Word(string key) => JobsText.Resources.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    private static string Format(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);
}
