namespace StarPortal.Web.Features.Documents;

/// <summary>Everything this feature registers.</summary>
internal static class DocumentsModule
{
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        return services;
    }

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
