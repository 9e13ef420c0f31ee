using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Stars.Entitlements;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.Layout;
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
        services.AddTransient<IReopeningGuard, StandingGuard>();
        services.AddTransient<ChangeEntitlement>();
        services.AddTransient<PrepareEntitlements>();
        services.AddTransient<SendBackEntitlements>();
        services.AddTransient<ReleaseEntitlements>();
        services.AddTransient<CorrectEntitlements>();
        services.AddTransient<DiscardEntitlements>();
        services.AddTransient<EntitlementQueries>();
        services.AddTransient<ChooseHonours>();
        services.AddTransient<MyStarQueries>();
        services.AddTransient<HonourQueries>();
        services.AddTransient<CriteriaPageQueries>();
        services.AddTransient<StandingQueries>();
        services.AddTransient<CycleStarQueries>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 40, "stars", "stars", () => StandingText.Nav_My, Policies.Employee));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 45, "stars/honours", "emoji_events", () => StandingText.Nav_Honours, Policies.Employee));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Hr, 45, "stars/standings", "leaderboard", () => StandingText.Nav_Standings, Policies.Hr));
        services.AddSingleton(new HomePanel(5, typeof(StarHomePanel), Policies.Employee));
        return services;
    }

    public static void MapStandings(this IEndpointRouteBuilder app) => EntitlementEndpoints.Map(app);
}
