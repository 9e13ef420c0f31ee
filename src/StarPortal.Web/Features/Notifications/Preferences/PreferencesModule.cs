namespace StarPortal.Web.Features.Notifications.Preferences;

/// <summary>What the choice of mails registers, as part of <see cref="NotificationsModule"/>.</summary>
internal static class PreferencesModule
{
    public static void AddMailChoices(this IServiceCollection services)
    {
        services.AddTransient<MailChoices>();
        services.AddTransient<ChooseMails>();
        services.AddTransient<Unsubscribe>();
    }
}
