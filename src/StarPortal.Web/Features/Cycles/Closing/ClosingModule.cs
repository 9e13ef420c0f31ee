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
        services.AddTransient<IClosingStep, FinishClosing>();
        services.AddTransient<IDemoPart, DemoClosing>();
        services.AddSingleton(new NoticeKind(ReopenCycle.Asked, () => ClosingText.Notice_ReopeningAsked));
        return services;
    }
}
