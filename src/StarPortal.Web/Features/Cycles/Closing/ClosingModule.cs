using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Demo;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Cycles.Closing;

/// <summary>What closing and reopening a cycle register.</summary>
internal static class ClosingModule
{
    public static IServiceCollection AddClosing(this IServiceCollection services)
    {
        services.AddTransient<BeginClosing>();
        services.AddTransient<ClosingRunner>();
        services.AddTransient<CloseCycle>();
        services.AddTransient<StartClosing>();
        services.AddTransient<ReopenCycle>();
        services.AddTransient<ClosingQueries>();
        services.AddTransient<ILongTaskHandler, CloseCycleHandler>();
        services.AddTransient<ReopenCycleHandler>();
        services.AddTransient<ILongTaskHandler>(p => p.GetRequiredService<ReopenCycleHandler>());
        services.AddTransient<IClosingStep, CallForPlans>();
        services.AddTransient<IClosingStep, NotePoints>();
        services.AddTransient<IClosingStep, TellParticipants>();
        services.AddTransient<IClosingStep, FinishClosing>();
        services.AddTransient<IClosingCheck, CalibrationCheck>();
        services.AddTransient<IClosingCheck, AcknowledgementCheck>();
        services.AddTransient<IClosingCheck, AppealWindowCheck>();
        services.AddTransient<IRecurringJob, DueClosingsJob>();
        services.AddTransient<IDemoPart, DemoClosing>();
        services.AddSingleton(new NoticeKind(TellParticipants.Closed, () => ClosingText.Notice_CycleClosed));
        services.AddSingleton(new NoticeKind(TellParticipants.Reopened, () => ClosingText.Notice_CycleReopened));
        services.AddSingleton(new NoticeKind(TellParticipants.PlansCalled, () => ClosingText.Notice_PlansCalled));
        services.AddSingleton(new NoticeKind(TellParticipants.ClosedForHr, () => ClosingText.Notice_CycleClosedHr));
        services.AddSingleton(new NoticeKind(DueClosingsJob.Waits, () => ClosingText.Notice_ClosingWaits));
        services.AddSingleton(new AnnouncementKind(FinishClosing.Announced, () => ClosingText.Announced_Label, () => ClosingText.Announced));
        services.AddSingleton(new NoticeKind(ReopenCycle.Asked, () => ClosingText.Notice_ReopeningAsked));
        return services;
    }
}
