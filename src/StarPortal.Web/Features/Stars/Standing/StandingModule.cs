using StarPortal.Web.Features.Stars.Entitlements;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Results;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>What the feature registers for outcomes, standings and entitlements.</summary>
internal static class StandingModule
{
    public static IServiceCollection AddStandings(this IServiceCollection services)
    {
        services.AddTransient<IAfterComputing, EvaluateStars>();
        services.AddTransient<IClosingStep, WriteStandings>();
        services.AddTransient<IClosingStep, MakeEntitlements>();
        return services;
    }

    public static void MapStandings(this IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
