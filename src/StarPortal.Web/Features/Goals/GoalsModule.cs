using StarPortal.Web.Features.Goals.Demo;
using StarPortal.Web.Features.Goals.KeyResults;
using StarPortal.Web.Features.Goals.Objectives;
using StarPortal.Web.Features.Goals.Sheets;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.Layout;
using StarPortal.Web.Shared.Reviews;

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
        services.AddTransient<IReviewEvidence, GoalEvidence>();
        services.AddTransient<CycleGoalQueries>();
        services.AddTransient<SaveObjective>();
        services.AddTransient<MoveObjective>();
        services.AddTransient<ObjectiveQueries>();
        services.AddTransient<SaveKeyResult>();
        services.AddTransient<RemoveKeyResult>();
        services.AddTransient<CheckInKeyResult>();
        services.AddTransient<SetFeed>();
        services.AddTransient<RemoveFeed>();
        services.AddTransient<ConfirmFeed>();
        services.AddTransient<KeyResultQueries>();
        services.AddTransient<Shared.Demo.IDemoPart, DemoGoals>();
        services.AddTransient<IInboxSource, GoalsInbox>();
        services.AddTransient<IInboxSource, KeyResultInbox>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 14, "goals", "flag", () => GoalsText.Nav, Policies.Employee));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 24, "goals/team", "assignment_ind", () => GoalsText.NavTeam, Policies.Manager));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Organisation, 30, "objectives", "flag_circle", () => GoalsText.NavObjectives));
        return services;
    }

    public static void MapGoals(this IEndpointRouteBuilder app) => _ = app;
}
