using StarPortal.Web.Features.Goals.Sheets;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.Layout;

namespace StarPortal.Web.Features.Goals;

/// <summary>Everything this feature registers.</summary>
internal static class GoalsModule
{
    public static IServiceCollection AddGoals(this IServiceCollection services)
    {
        services.AddTransient<SaveGoals>();
        services.AddTransient<ProposeGoals>();
        services.AddTransient<ChangeGoals>();
        services.AddTransient<ConfirmGoals>();
        services.AddTransient<ReopenGoals>();
        services.AddTransient<GoalQueries>();
        services.AddTransient<CycleGoalQueries>();
        services.AddTransient<IInboxSource, GoalsInbox>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 14, "goals", "flag", () => GoalsText.Nav, Policies.Employee));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 24, "goals/team", "assignment_ind", () => GoalsText.NavTeam, Policies.Manager));
        return services;
    }

    public static void MapGoals(this IEndpointRouteBuilder app) => _ = app;
}
