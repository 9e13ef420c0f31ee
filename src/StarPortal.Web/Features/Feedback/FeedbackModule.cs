namespace StarPortal.Web.Features.Feedback;

/// <summary>Everything this feature registers.</summary>
internal static class FeedbackModule
{
    public static IServiceCollection AddFeedback(this IServiceCollection services)
    {
        return services;
    }

    public static void MapFeedback(this IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
