using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Layout;

namespace StarPortal.Web.Features.Calendar;

/// <summary>Everything this feature registers.</summary>
internal static class CalendarModule
{
    public static IServiceCollection AddCalendar(this IServiceCollection services)
    {
        services.AddSingleton(new NavigationEntry(NavigationGroup.Hr, 85, "calendar", "calendar_month", () => CalendarText.Nav, Policies.Hr));
        services.AddTransient<CalendarQueries>();
        services.AddTransient<KeepDays>();
        return services;
    }
}
