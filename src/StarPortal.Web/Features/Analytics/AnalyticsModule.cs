using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Layout;

namespace StarPortal.Web.Features.Analytics;

/// <summary>Everything this feature registers.</summary>
internal static class AnalyticsModule
{
    public static IServiceCollection AddAnalytics(this IServiceCollection services)
    {
        services.AddTransient<CycleReportQueries>();
        services.AddTransient<TeamReportQueries>();
        services.AddTransient<ProgressReportQueries>();
        services.AddTransient<ReportChoiceQueries>();
        services.AddTransient<MakeReport>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Hr, 70, "reports", "monitoring", () => AnalyticsText.ReportsTitle, Policies.Hr));
        return services;
    }

    public static void MapAnalytics(this IEndpointRouteBuilder app)
    {
        ReportEndpoints.Map(app);
    }
}
