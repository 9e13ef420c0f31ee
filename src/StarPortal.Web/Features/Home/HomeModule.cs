using StarPortal.Web.Shared.Layout;

namespace StarPortal.Web.Features.Home;

/// <summary>Everything this feature registers.</summary>
internal static class HomeModule
{
    public static IServiceCollection AddHome(this IServiceCollection services)
    {
        services.AddTransient<Inbox>();
        services.AddTransient<TimelineQueries>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 0, "", "home", () => HomeText.Nav));
        return services;
    }
}
