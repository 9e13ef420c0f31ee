using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Demo;
using StarPortal.Web.Shared.Evidence;
using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.Layout;

namespace StarPortal.Web.Features.Stars.Facts;

/// <summary>What the feature registers for records that people keep.</summary>
internal static class FactsModule
{
    public static IServiceCollection AddFacts(this IServiceCollection services)
    {
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 42, "stars/facts/mine", "task_alt", () => FactsText.NavMine, Policies.Employee));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Hr, 44, "stars/facts", "fact_check", () => FactsText.Nav, Policies.Hr));
        services.AddTransient<ProposeFact>();
        services.AddTransient<DecideFact>();
        services.AddTransient<WithdrawFact>();
        services.AddTransient<KeepTraining>();
        services.AddTransient<ImportTrainings>();
        services.AddTransient<FactQueries>();
        services.AddTransient<IEvidenceAccess, FactEvidence>();
        services.AddTransient<IInboxSource, FactsInbox>();
        services.AddTransient<IDemoPart, DemoFacts>();
        return services;
    }
}
