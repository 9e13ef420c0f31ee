using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Layout;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Mail;

/// <summary>What writing and sending mails registers, as part of <see cref="NotificationsModule"/>.</summary>
internal static class MailModule
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddSingleton<UnsubscribeLinks>();
        services.AddTransient<MailComposer>();
        services.AddTransient<AdministratorAlarm>();
        services.AddTransient<MailTemplateQueries>();
        services.AddTransient<EditMailTemplate>();
        services.AddTransient<SendTestMail>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Hr, 80, "notifications/templates", "mail", () => NotificationsText.TemplatesTitle, Policies.Hr));
        services.AddSingleton(new MailKind(
            "Notice",
            () => MailsText.Notice_Label,
            () => MailsText.Notice_Subject,
            () => MailsText.Notice_Body,
            [
                new MailPlaceholder("sentence", () => MailsText.Notice_Sentence, () => MailsText.Notice_SentenceSample, Mandatory: true),
                new MailPlaceholder("link", () => MailsText.Notice_Link, () => new MailLink("https://portal.example/", MailsText.Notice_LinkLabel)),
            ],
            OptOutIsOwn: false));
    }
}
