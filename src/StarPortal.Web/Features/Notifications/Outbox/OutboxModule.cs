using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Notifications.Mail;
using StarPortal.Web.Shared.Layout;
using StarPortal.Web.Shared.People;

namespace StarPortal.Web.Features.Notifications.Outbox;

/// <summary>What the outbox registers, as part of <see cref="NotificationsModule"/>.</summary>
internal static class OutboxModule
{
    public static void AddOutbox(this IServiceCollection services)
    {
        services.AddSingleton<OutboxStore>();
        services.AddSingleton<MailRecipients>();
        services.AddSingleton<IMailSender, SmtpSender>();
        services.AddSingleton<SendMails>();
        services.AddTransient<MailNotices>();
        services.AddTransient<IRecurringJob, MailsJob>();
        services.AddTransient<IRecurringJob, ForgetMessagesJob>();
        services.AddTransient<OutboxQueries>();
        services.AddTransient<RepeatMessages>();
        services.AddTransient<DropMessage>();
        services.AddTransient<ClearRefusedAddress>();
        services.AddSingleton(new PersonPanel(10, typeof(RefusedPanel)));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Administration, 31, "notifications/outbox", "outgoing_mail", () => NotificationsText.OutboxTitle, Policies.HrOrAdministrator));
    }
}
