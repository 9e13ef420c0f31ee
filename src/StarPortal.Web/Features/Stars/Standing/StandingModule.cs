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
        services.AddTransient<ChangeEntitlement>();
        services.AddTransient<PrepareEntitlements>();
        services.AddTransient<SendBackEntitlements>();
        services.AddTransient<ReleaseEntitlements>();
        services.AddTransient<CorrectEntitlements>();
        services.AddTransient<DiscardEntitlements>();
        services.AddTransient<EntitlementQueries>();
        return services;
    }

    public static void MapStandings(this IEndpointRouteBuilder app) => EntitlementEndpoints.Map(app);
}
