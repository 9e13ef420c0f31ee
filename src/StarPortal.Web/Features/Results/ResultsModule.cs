using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Results.Batch;
using StarPortal.Web.Features.Results.Comments;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Demo;
using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.Layout;
using StarPortal.Web.Shared.Notifications;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Results;

/// <summary>Everything this feature registers.</summary>
internal static class ResultsModule
{
    public static IServiceCollection AddResults(this IServiceCollection services)
    {
        services.AddTransient<StartComputing>();
        services.AddTransient<ComputeResults>();
        services.AddTransient<ILongTaskHandler, ComputeResults>();
        services.AddTransient<AcknowledgeMissingInputs>();
        services.AddTransient<ReleaseResults>();
        services.AddTransient<ViewResult>();
        services.AddTransient<ShownCommentQueries>();
        services.AddTransient<HideShownComment>();
        services.AddTransient<RestoreShownComment>();
        services.AddTransient<CycleResultQueries>();
        services.AddTransient<MissingInputQueries>();
        services.AddTransient<MyResultQueries>();
        services.AddTransient<StartReportBatch>();
        services.AddTransient<RetryReportBatch>();
        services.AddTransient<ReportBatchQueries>();
        services.AddTransient<ReportBatchHandler>();
        services.AddTransient<ILongTaskHandler>(p => p.GetRequiredService<ReportBatchHandler>());
        services.AddTransient<IRecurringJob, CleanReportFilesJob>();
        services.AddTransient<IReviewEvidence, LastResultEvidence>();
        services.AddTransient<IInboxSource, ResultsInbox>();
        services.AddTransient<IDemoPart, DemoResults>();
        services.AddTransient<IClosingStep, FinalVersions>();
        services.AddTransient<IClosingCheck, MissingInputsCheck>();
        services.AddTransient<IRecurringJob, DueReleasesJob>();
        services.AddSingleton(new NoticeKind(DueReleasesJob.Waits, () => ResultsText.Notice_ReleaseWaits));
        services.AddSingleton(new NoticeKind(ReleaseResults.Released, () => ResultsText.Notice_Released, NoticeDelivery.Immediate));
        services.AddSingleton(new AnnouncementKind(ReleaseResults.Released, () => ResultsText.Announced_ReleasedLabel, () => ResultsText.Announced_Released));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 30, "results", "insights", () => ResultsText.Nav, Policies.Employee));
        return services;
    }

    public static void MapResults(this IEndpointRouteBuilder app)
    {
        ResultEndpoints.Map(app);
    }
}
