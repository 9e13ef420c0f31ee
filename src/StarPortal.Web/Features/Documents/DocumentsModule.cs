using StarPortal.Web.Features.Documents.Batches;
using StarPortal.Web.Features.Documents.Certificates;
using StarPortal.Web.Features.Documents.Company;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Demo;
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
        services.AddTransient<CertificateIssuing>();
        services.AddTransient<IClosingStep, IssueAtClosing>();
        services.AddTransient<CertificatePapers>();
        services.AddSingleton<CertificateFiles>();
        services.AddSingleton<ReportFiles>();
        services.AddSingleton<BatchArchive>();
        services.AddTransient<BatchPrinting>();
        services.AddTransient<IssueCertificate>();
        services.AddTransient<RevokeCertificate>();
        services.AddTransient<ReplaceCertificate>();
        services.AddTransient<PrintCertificate>();
        services.AddTransient<StartCertificateBatch>();
        services.AddTransient<VerifyCertificate>();
        services.AddTransient<CertificateQueries>();
        services.AddTransient<IssueQueries>();
        services.AddTransient<CertificateBatchHandler>();
        services.AddTransient<ILongTaskHandler>(p => p.GetRequiredService<CertificateBatchHandler>());
        services.AddTransient<CleanCertificateFilesJob>();
        services.AddTransient<IRecurringJob>(p => p.GetRequiredService<CleanCertificateFilesJob>());
        services.AddTransient<IDemoPart, DemoCertificates>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 60, "certificates/mine", "workspace_premium", () => DocumentsText.MineNav, Policies.Employee));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Hr, 60, "certificates", "workspace_premium", () => DocumentsText.CertificatesTitle, Policies.Hr));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Administration, 20, "settings/company", "apartment", () => DocumentsText.CompanyNav, Policies.HrOrAdministrator));
        return services;
    }

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        CertificateEndpoints.Map(app);
        CompanyEndpoints.Map(app);
    }
}
