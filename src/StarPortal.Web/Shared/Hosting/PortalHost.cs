using System.Text;
using Microsoft.Extensions.Options;
using Radzen;
using StarPortal.Web.Features.Analytics;
using StarPortal.Web.Features.Audit;
using StarPortal.Web.Features.Calendar;
using StarPortal.Web.Features.Cycles;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Feedback;
using StarPortal.Web.Features.Goals;
using StarPortal.Web.Features.Home;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Notifications;
using StarPortal.Web.Features.Notifications.Calendars;
using StarPortal.Web.Features.Notifications.Reminders;
using StarPortal.Web.Features.People;
using StarPortal.Web.Features.Results;
using StarPortal.Web.Features.Reviews;
using StarPortal.Web.Features.Stars;
using StarPortal.Web.Features.Templates;
using StarPortal.Web.Shared.Api;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Demo;
using StarPortal.Web.Shared.Evidence;
using StarPortal.Web.Shared.Telemetry;

namespace StarPortal.Web.Shared.Hosting;

/// <summary>Puts the program together; every verb of the command line uses the same services.</summary>
public static class PortalHost
{
    /// <param name="args">Command line for the configuration, such as <c>--urls</c>.</param>
    /// <param name="settings">Settings named on the command line, over everything else.</param>
    /// <param name="replace">Lets tests put in a clock of their own.</param>
    public static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? replace = null)
    {
        // GB18030 files
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(PortalHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseStaticWebAssets();
        AddServices(builder);
        replace?.Invoke(builder.Services);
        return builder.Build();
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PortalOptions>().BindConfiguration(PortalOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsCheck>();
        services.AddPortalClock();
        services.AddPortalData();
        builder.AddPortalLogging();
        // a page hands its loaded data to its circuit in one message; a whole form definition is more than the default 32 KB
        services.AddRazorComponents()
            .AddInteractiveServerComponents(o => o.DisconnectedCircuitMaxRetained = 200)
            .AddHubOptions(o => o.MaximumReceiveMessageSize = 512 * 1024);
        services.AddRadzenComponents();
        services.AddHttpContextAccessor();
        services.AddPortalHealth();
        services.AddPortalMetrics();
        services.AddPortalApi();
        services.AddScoped<Formats>();
        services.AddEvidence();

        services.AddPortalIdentity();
        services.AddHome();
        services.AddPeople();
        services.AddTemplates();
        services.AddCycles();
        services.AddReviews();
        services.AddResults();
        services.AddGoals();
        services.AddFeedback();
        services.AddCalendar();
        services.AddStars();
        services.AddDocuments();
        services.AddAnalytics();
        services.AddNotifications();
        services.AddAudit();
        services.AddJobs(builder.Configuration);
        services.AddDemo();
    }

    /// <summary>The request pipeline; only serving needs it.</summary>
    public static void Configure(WebApplication app)
    {
        app.UsePortalProxies();
        app.UsePortalErrors();
        app.UsePortalSecurityHeaders();
        app.UsePortalLanguages();
        app.UseAuthentication();
        app.UsePortalReader();
        app.UseAuthorization();
        app.UsePortalRateLimits();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(
            // our own policy already says it, and more strictly
            o => o.ContentSecurityFrameAncestorsPolicy = null);
        app.MapPortalHealth();
        app.MapPortalMetrics();
        app.MapPreferences();
        app.MapEvidence();
        app.MapPortalApi();
        app.MapPortalIdentity();
        app.MapPeople();
        app.MapCycles();
        app.MapReviews();
        app.MapResults();
        app.MapGoals();
        app.MapFeedback();
        app.MapCalendarFeeds();
        app.MapReminders();
        app.MapStars();
        app.MapDocuments();
        app.MapAnalytics();
        app.MapTemplates();
        app.MapNotifications();
        app.MapDevelopmentClock();
    }
}
