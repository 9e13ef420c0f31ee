using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Layout;

namespace StarPortal.Web.Features.Audit;

/// <summary>Everything this feature registers.</summary>
internal static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddTransient<AuditQueries>();
        services.AddTransient<VerifyAuditTrail>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Administration, 50, "audit", "history", () => AuditText.Nav, Policies.HrOrAdministrator));
        return services;
    }
}
