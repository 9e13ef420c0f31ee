namespace StarPortal.Web.Features.Cycles;

/// <summary>Everything this feature registers.</summary>
internal static class CyclesModule
{
    public static IServiceCollection AddCycles(this IServiceCollection services)
    {
        return services;
    }

    public static void MapCycles(this IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
