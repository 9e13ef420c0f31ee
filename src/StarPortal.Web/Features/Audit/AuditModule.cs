namespace StarPortal.Web.Features.Audit;

/// <summary>Everything this feature registers.</summary>
internal static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        return services;
    }

    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
