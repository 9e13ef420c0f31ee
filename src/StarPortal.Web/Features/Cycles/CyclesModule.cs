using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Cycles;

/// <summary>Everything this feature registers.</summary>
internal static class CyclesModule
{
    public static IServiceCollection AddCycles(this IServiceCollection services)
    {
        services.AddTransient<CreateCycle>();
        services.AddTransient<EditCycle>();
        services.AddTransient<PlanReviewers>();
        services.AddTransient<PublishCycle>();
        services.AddTransient<LaunchCycle>();
        services.AddTransient<LaunchCycleHandler>();
        services.AddTransient<ILongTaskHandler>(p => p.GetRequiredService<LaunchCycleHandler>());
        services.AddTransient<CancelCycle>();
        services.AddTransient<CloseCycle>();
        services.AddTransient<MovePhase>();
        services.AddTransient<UnlockManagerReview>();
        services.AddTransient<IRecurringJob, DuePhasesJob>();
        return services;
    }

    public static void MapCycles(this IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
