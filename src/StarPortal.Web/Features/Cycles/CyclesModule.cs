using StarPortal.Web.Features.Cycles.Actuals;
using StarPortal.Web.Features.Cycles.Changes;
using StarPortal.Web.Features.Cycles.CheckIns;
using StarPortal.Web.Features.Cycles.Closing;
using StarPortal.Web.Features.Cycles.Decisions;
using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Evidence;
using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.Layout;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Cycles;

/// <summary>Everything this feature registers.</summary>
internal static class CyclesModule
{
    public static IServiceCollection AddCycles(this IServiceCollection services)
    {
        services.AddSingleton(new NavigationEntry(NavigationGroup.Hr, 10, "cycles", "event", () => CyclesText.Nav, Policies.Hr));
        services.AddSingleton(new HomePanel(10, typeof(CycleHomePanel), Policies.Hr));
        services.AddSingleton(new NoticeKind(CloseNominations.ReviewsOpen, () => CyclesText.Notice_ReviewsOpen));
        services.AddTransient<CreateCycle>();
        services.AddTransient<ImportReviewers>();
        services.AddTransient<EditCycle>();
        services.AddTransient<PlanReviewers>();
        services.AddTransient<PublishCycle>();
        services.AddTransient<LaunchCycle>();
        services.AddTransient<LaunchCycleHandler>();
        services.AddTransient<ILongTaskHandler>(p => p.GetRequiredService<LaunchCycleHandler>());
        services.AddTransient<CancelCycle>();
        services.AddClosing();
        services.AddTransient<MovePhase>();
        services.AddTransient<ReschedulePhase>();
        services.AddTransient<UnlockManagerReview>();
        services.AddTransient<UnlockQueries>();
        services.AddSingleton(new ParticipantPanel(40, typeof(UnlockPanel)));
        services.AddTransient<SetActual>();
        services.AddTransient<ImportActuals>();
        services.AddTransient<PasteActuals>();
        services.AddTransient<RequestExemption>();
        services.AddTransient<DecideExemption>();
        services.AddTransient<ExemptionQueries>();
        services.AddTransient<ProposeAdjustment>();
        services.AddTransient<DecideAdjustment>();
        services.AddTransient<AdjustmentQueries>();
        services.AddPeopleChanges();
        services.AddTransient<IInboxSource, DecisionInbox>();
        services.AddTransient<IEvidenceAccess, ExemptionEvidence>();
        services.AddTransient<IEvidenceAccess, AdjustmentEvidence>();
        services.AddTransient<ActualMappings>();
        services.AddTransient<UnlockActuals>();
        services.AddTransient<NameDataOwner>();
        services.AddTransient<DataOwnerQueries>();
        services.AddTransient<IInboxSource, DataOwnerInbox>();
        services.AddTransient<IEvidenceAccess, ActualEvidence>();
        services.AddTransient<Shared.Demo.IDemoPart, DemoCycles>();
        services.AddTransient<CycleQueries>();
        services.AddTransient<CriteriaQueries>();
        services.AddTransient<SetupQueries>();
        services.AddTransient<PlannedQueries>();
        services.AddTransient<CheckQueries>();
        services.AddTransient<ProgressQueries>();
        services.AddTransient<ActualQueries>();
        services.AddTransient<IRecurringJob, DuePhasesJob>();
        services.AddTransient<IRecurringJob, PhaseEndingsJob>();
        services.AddTransient<EndReviews>();
        services.AddSingleton(new Shared.Notifications.NoticeKind("Cycles.NobodyAbove", () => CyclesText.Notice_NobodyAbove));
        services.AddSingleton(new Shared.Notifications.NoticeKind("Cycles.ManagerReviewUnlocked", () => CyclesText.Notice_Unlocked));
        services.AddTransient<IRecurringJob, EndReviewsJob>();
        services.AddCycleAnnouncements();
        services.AddTransient<Api.FeedActuals>();
        services.AddTransient<Api.ReadActuals>();
        services.AddCheckIns();
        return services;
    }

    private static void AddCycleAnnouncements(this IServiceCollection services)
    {
        services.AddSingleton(new Shared.Notifications.AnnouncementKind(MovePhase.PhaseOpened, () => CyclesText.Announced_PhaseOpenedLabel, () => CyclesText.Announced_PhaseOpened, PhaseWord));
        services.AddSingleton(new Shared.Notifications.AnnouncementKind(PhaseEndingsJob.PhaseCloses, () => CyclesText.Announced_PhaseClosesLabel, () => CyclesText.Announced_PhaseCloses, PhaseWord));
        services.AddSingleton(new Shared.Notifications.AnnouncementKind(MovePhase.PhaseClosed, () => CyclesText.Announced_PhaseClosedLabel, () => CyclesText.Announced_PhaseClosed, PhaseWord));
        services.AddSingleton(new Shared.Notifications.AnnouncementKind(LaunchCycleHandler.Launched, () => CyclesText.Announced_LaunchedLabel, () => CyclesText.Announced_Launched));
    }

    // the second value is a phase
    private static string PhaseWord(int number, string value) =>
        number == 1 ? CyclesText.Resources.GetString($"PhaseKind_{value}", System.Globalization.CultureInfo.CurrentUICulture) ?? value : value;

    public static void MapCycles(this IEndpointRouteBuilder app)
    {
        ActualsFile.Map(app);
        Api.ActualsApi.Map(app);
    }
}
