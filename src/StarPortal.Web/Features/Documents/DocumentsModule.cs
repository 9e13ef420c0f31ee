using StarPortal.Web.Features.Documents.Certificates;
using StarPortal.Web.Features.Documents.Company;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Layout;

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
        services.AddSingleton<VerifyAddress>();
        services.AddTransient<CompanyQueries>();
        services.AddTransient<SaveCompany>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Administration, 20, "settings/company", "apartment", () => DocumentsText.CompanyNav, Policies.HrOrAdministrator));
        return services;
    }

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        CompanyEndpoints.Map(app);
    }
}
