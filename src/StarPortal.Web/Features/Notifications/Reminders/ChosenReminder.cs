using StarPortal.Domain.Calendar;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders;

/// <summary>A task that its person, or at the last stage their manager, is told of now.</summary>
/// <param name="First">Nothing was sent of the task before.</param>
public sealed record ChosenReminder(OpenTask Task, ReminderStage Stage, bool First);

/// <summary>A person's task with its plan, as the job and the preview both go by it.</summary>
internal sealed class PlannedTask(OpenTask task, TimeZoneInfo zone, WorkCalendar calendar, ReminderSettings settings, IEnumerable<SentStage> sent)
{
    private readonly IReadOnlyList<PlannedReminder> plan = ReminderRules.Plan(task.Dates, zone, calendar, settings);
    private readonly List<SentStage> sent = [.. sent];

    /// <summary>What is to be sent on the person's day, at a moment of it.</summary>
    public ChosenReminder? ChosenOn(DateOnly day, DateTime at) =>
        task.Dates.OpensAt <= at && !(task.Dates.EndsAt <= at) && ReminderRules.DueOn(day, plan, sent) is { } stage ? new(task, stage, sent.Count == 0) : null;

    /// <summary>It went out.</summary>
    public void Sent(ReminderStage stage, DateOnly day) => sent.Add(new(stage, day));

    public static ReminderSettings SettingsOf(OpenTask task, TaskScope scope) =>
        task.CycleId is { } cycle && scope.Cycles.TryGetValue(cycle, out var known) ? known.Reminders : ReminderSettings.Default;
}
