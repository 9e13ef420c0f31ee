using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Templates.Compare;
using StarPortal.Web.Features.Templates.Delphi;
using StarPortal.Web.Features.Templates.Exchange;
using StarPortal.Web.Features.Templates.Library;
using StarPortal.Web.Shared.Demo;
using StarPortal.Web.Shared.Layout;

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
        services.AddTransient<TemplateEditing>();
        services.AddTransient<TemplateQueries>();
        services.AddTransient<RetireTemplate>();
        services.AddTransient<ImportTemplate>();
        services.AddTransient<PastCorrelations>();
        services.AddTransient<CompareQueries>();
        services.AddTemplateLibrary();
        services.AddDelphi();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Hr, 20, "templates", "rule", () => TemplatesText.Nav, Policies.Hr));
        services.AddTransient<IDemoPart, DemoTemplates>();
        return services;
    }

    public static void MapTemplates(this IEndpointRouteBuilder app)
    {
        app.MapGet("/templates/{id:int}/versions/{number:int}/export.json", ExportTemplateFile.RunAsync).RequireAuthorization(Policies.Hr);
    }
}
