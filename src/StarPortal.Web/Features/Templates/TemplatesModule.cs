using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.Templates;

/// <summary>Everything this feature registers.</summary>
internal static class TemplatesModule
{
    public static IServiceCollection AddTemplates(this IServiceCollection services)
    {
        services.AddTransient<CreateTemplate>();
        services.AddTransient<EditTemplateDraft>();
        services.AddTransient<PublishTemplate>();
        services.AddTransient<StartTemplateVersion>();
        services.AddTransient<DeleteTemplateDraft>();
        services.AddTransient<TemplateQueries>();
        services.AddTransient<IDemoPart, DemoTemplates>();
        return services;
    }

    public static void MapTemplates(this IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
