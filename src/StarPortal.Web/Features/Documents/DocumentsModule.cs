using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Documents;

/// <summary>Everything this feature registers.</summary>
internal static class DocumentsModule
{
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        services.AddSingleton<ChromiumLocator>();
        services.AddSingleton(new PrinterLimits());
        services.AddSingleton<IDocumentPrinter, ChromiumPrinter>();
        services.AddSingleton<DocumentRenderer>();
        services.AddTransient<IRecurringJob, CleanEvidenceJob>();
        return services;
    }

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
