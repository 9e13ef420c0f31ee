using Microsoft.Extensions.Options;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Layout;

namespace StarPortal.Web.Features.Notifications.Webhooks;

/// <summary>What webhooks register, as part of <see cref="NotificationsModule"/>.</summary>
internal static class WebhooksModule
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton(provider => new WebhookRules(
            provider.GetRequiredService<IHostEnvironment>().IsDevelopment(),
            provider.GetRequiredService<IOptions<PortalOptions>>().Value.Webhooks.AllowPrivateAddresses));
        services.AddSingleton<WebhookCaller>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<AnnouncementSentences>();
        services.AddSingleton<SendWebhooks>();
        services.AddTransient<IRecurringJob, WebhooksJob>();
        services.AddTransient<SaveWebhook>();
        services.AddTransient<RemoveWebhook>();
        services.AddTransient<TestWebhook>();
        services.AddTransient<WebhookQueries>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Administration, 32, "notifications/webhooks", "webhook", () => NotificationsText.WebhooksTitle, Policies.Administrator));
    }
}
