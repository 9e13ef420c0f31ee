namespace StarPortal.Web.Features.Reviews;

/// <summary>Everything this feature registers.</summary>
internal static class ReviewsModule
{
    public static IServiceCollection AddReviews(this IServiceCollection services)
    {
        return services;
    }

    public static void MapReviews(this IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
