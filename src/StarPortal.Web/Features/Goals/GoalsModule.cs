namespace StarPortal.Web.Features.Goals;

/// <summary>Everything this feature registers.</summary>
internal static class GoalsModule
{
    public static IServiceCollection AddGoals(this IServiceCollection services)
    {
        return services;
    }

    public static void MapGoals(this IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
