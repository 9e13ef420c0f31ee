namespace StarPortal.Web.Features.Results;

/// <summary>Everything this feature registers.</summary>
internal static class ResultsModule
{
    public static IServiceCollection AddResults(this IServiceCollection services)
    {
        return services;
    }

    public static void MapResults(this IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
