namespace StarPortal.Web.Features.Templates;

/// <summary>Everything this feature registers.</summary>
internal static class TemplatesModule
{
    public static IServiceCollection AddTemplates(this IServiceCollection services)
    {
        return services;
    }

    public static void MapTemplates(this IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
