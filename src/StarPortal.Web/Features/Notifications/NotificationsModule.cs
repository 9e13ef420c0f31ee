using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Notifications.Mail;
using StarPortal.Web.Features.Notifications.Outbox;
using StarPortal.Web.Features.Notifications.Preferences;
using StarPortal.Web.Features.Notifications.Reminders;
using StarPortal.Web.Features.Notifications.Webhooks;
using StarPortal.Web.Shared.Layout;

namespace StarPortal.Web.Features.Notifications;

/// <summary>Everything this feature registers.</summary>
internal static class NotificationsModule
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddTransient<NotificationQueries>();
        services.AddTransient<ReadNotifications>();
        services.AddTransient<Jobs.IRecurringJob, ForgetNoticesJob>();
        services.AddSingleton<NoticeSentences>();
        services.AddScoped<NotificationSignal>();
        services.AddSingleton<NoticeWatch>();
        services.AddSingleton(new TopBarItem(10, typeof(NotificationBell), Policies.Employee));
        services.AddMail();
        services.AddOutbox();
        services.AddReminders();
        services.AddWebhooks();
        services.AddMailChoices();
        return services;
    }

    public static void MapNotifications(this IEndpointRouteBuilder app) => UnsubscribeEndpoint.Map(app);
}
