using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Notifications.Calendars;
using StarPortal.Web.Features.Notifications.Reminders.Sources;
using StarPortal.Web.Shared.Calendar;
using StarPortal.Web.Shared.Layout;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders;

/// <summary>Reminders and the daily digest, as part of <see cref="NotificationsModule"/>.</summary>
internal static class RemindersModule
{
    public static void AddReminders(this IServiceCollection services)
    {
        services.AddTransient<IReminderSource, ReviewTasks>();
        services.AddTransient<IReminderSource, NominationTasks>();
        services.AddTransient<IReminderSource, PhaseTasks>();
        services.AddTransient<IReminderSource, ValueTasks>();
        services.AddTransient<IReminderSource, PersonalTasks>();
        services.AddTransient<IReminderSource, ApprovalTasks>();
        services.AddTransient<OpenTasks>();
        services.AddTransient<SendDigests>();
        services.AddTransient<ReminderForecast>();
        services.AddTransient<SetCycleReminders>();
        services.AddTransient<KeepMailHours>();
        services.AddTransient<CalendarFeeds>();
        services.AddTransient<ICalendarEffects, MovedReminders>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Hr, 86, "notifications/plan", "schedule_send", () => RemindersText.PlanNav, Policies.Hr));
        services.AddTransient<IRecurringJob, DigestsJob>();
        services.AddTransient<IRecurringJob, ReminderCleanUpJob>();
        services.AddSingleton(new NoticeKind(SendDigests.NoticeOfDigest, () => RemindersText.Notice_Digest, NoticeDelivery.PortalOnly));
        services.AddSingleton(new NoticeKind(SendDigests.NoticeOfOverdue, () => RemindersText.Notice_Overdue));
        services.AddSingleton(new MailKind(
            SendDigests.MailKind,
            () => RemindersText.Digest_Label,
            () => RemindersText.Digest_Subject,
            () => RemindersText.Digest_Body,
            [
                new MailPlaceholder("summary", () => RemindersText.Digest_Summary, () => DigestLines.Summary(2, 1)),
                new MailPlaceholder("day", () => RemindersText.Digest_Day, () => Shared.Formats.Day(new DateOnly(2026, 11, 27))),
                new MailPlaceholder("lines", () => RemindersText.Digest_Lines, () => new MailLines(
                    [
                        new MailLine(RemindersText.DigestTasks, Heading: true),
                        new MailLine(RemindersText.Digest_Sample, "https://portal.example/reviews"),
                    ]), Mandatory: true),
            ]));
    }
}
