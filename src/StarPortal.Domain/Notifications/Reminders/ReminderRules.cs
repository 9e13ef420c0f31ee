using StarPortal.Domain.Calendar;
using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Notifications;

/// <summary>
/// When somebody is reminded of a task: 7, 3 and 1 days before it is due and on the day, then every second working day three
/// times, and two working days later their manager. All days are the reader's own.
/// <list type="bullet">
/// <item>The day something is due is the last one on which a reminder at 09:00 still comes in time.</item>
/// <item>Before and on that day a day off moves the reminder to the working day before it; what is overdue is counted in
/// working days anyway.</item>
/// <item>Of several that fall on one day the one nearest to the end is sent.</item>
/// <item>One that would come before the task opens is left out; it is not made up for. What opens at 09:00 of its last day
/// is told then.</item>
/// <item>A stage is sent once for a task, wherever its date moves to. Days on which the portal stood still are made up for by
/// the latest stage alone.</item>
/// </list>
/// </summary>
public static class ReminderRules
{
    /// <summary>Working days between two reminders of something overdue.</summary>
    public const int OverdueEvery = 2;

    private static readonly (ReminderStage Stage, int Days)[] Before =
        [(ReminderStage.SevenDays, 7), (ReminderStage.ThreeDays, 3), (ReminderStage.OneDay, 1), (ReminderStage.DueDay, 0)];

    private static readonly ReminderStage[] Overdue =
        [ReminderStage.FirstOverdue, ReminderStage.SecondOverdue, ReminderStage.ThirdOverdue, ReminderStage.Manager];

    /// <summary>The reader's day on which a task is due.</summary>
    public static DateOnly DueDay(DateTime dueAt, TimeZoneInfo zone)
    {
        var local = ZoneTime.ToLocal(dueAt, zone);
        var day = DateOnly.FromDateTime(local);
        return TimeOnly.FromDateTime(local) <= DigestTime.Usual ? day.AddDays(-1) : day;
    }

    /// <summary>Every stage with its day, by day; never two on one day.</summary>
    public static IReadOnlyList<PlannedReminder> Plan(ReminderDates task, TimeZoneInfo zone, WorkCalendar calendar, ReminderSettings settings)
    {
        var due = DueDay(task.DueAt, zone);
        var planned = Before.Select(b => new PlannedReminder(b.Stage, calendar.OnOrBefore(due.AddDays(-b.Days))))
            .Concat(Overdue.Select((stage, i) => new PlannedReminder(stage, calendar.After(due, OverdueEvery * (i + 1)))));
        return
        [
            .. planned.Where(p => settings.Uses(p.Stage) && IsTask(task, p, zone))
                .GroupBy(p => p.Day).Select(day => day.MaxBy(p => p.Stage)!)
                .OrderBy(p => p.Day),
        ];
    }

    /// <summary>What is to be sent on a day of the reader's; null for nothing.</summary>
    /// <param name="plan">As <see cref="Plan"/> gives it for the task's dates as they are now.</param>
    /// <param name="sent">What was sent for this task before.</param>
    public static ReminderStage? DueOn(DateOnly day, IReadOnlyList<PlannedReminder> plan, IReadOnlyCollection<SentStage> sent)
    {
        if (plan.LastOrDefault(p => p.Day <= day) is not { } latest || sent.Any(s => s.Stage == latest.Stage || s.Day >= day))
        {
            return null;
        }

        // nobody's manager hears of what the person was never told themselves
        return latest.Stage != ReminderStage.Manager || sent.Any(s => s.Stage is >= ReminderStage.DueDay and < ReminderStage.Manager) ? latest.Stage
            : plan.LastOrDefault(p => p.Stage is >= ReminderStage.FirstOverdue and < ReminderStage.Manager)?.Stage;
    }

    private static bool IsTask(ReminderDates task, PlannedReminder planned, TimeZoneInfo zone)
    {
        var at = ZoneTime.OpensAt(planned.Day.ToDateTime(DigestTime.Usual), zone);
        // of what opens at nine on its last day nobody would ever be told otherwise
        return (task.OpensAt < at || (task.OpensAt == at && planned.Stage == ReminderStage.DueDay)) && !(task.EndsAt <= at);
    }
}
