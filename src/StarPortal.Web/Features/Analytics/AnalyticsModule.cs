using StarPortal.Web.Features.Analytics.Schedules;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Layout;
using StarPortal.Web.Shared.Notifications;

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
        services.AddTransient<IClosingStep, FreezeStatistics>();
        services.AddTransient<ScheduleReaders>();
        services.AddTransient<ScheduleQueries>();
        services.AddTransient<MakeSchedule>();
        services.AddTransient<SwitchSchedule>();
        services.AddTransient<PlanReports>();
        services.AddTransient<StoreReports>();
        services.AddTransient<OpenStoredReport>();
        services.AddTransient<IRecurringJob, ReportsJob>();
        services.AddSingleton(new NoticeKind(StoreReports.Ready, () => AnalyticsText.Notice_ReportReady, NoticeDelivery.Immediate));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Hr, 70, "reports", "monitoring", () => AnalyticsText.ReportsTitle, Policies.Hr));
        return services;
    }

    public static void MapAnalytics(this IEndpointRouteBuilder app)
    {
        ReportEndpoints.Map(app);
    }
}
