using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Layout;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Audit;

/// <summary>Everything this feature registers.</summary>
internal static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddTransient<AuditQueries>();
        services.AddTransient<VerifyAuditTrail>();
        services.AddTransient<IRecurringJob, CheckAuditJob>();
        services.AddSingleton(new NoticeKind(CheckAuditJob.Broken, () => AuditText.Notice_ChainBroken, NoticeDelivery.Immediate, Mandatory: true));
        services.AddSingleton(new AnnouncementKind(CheckAuditJob.Broken, () => AuditText.Announce_ChainBroken, () => AuditText.Notice_ChainBroken));
        services.AddHealthChecks().AddCheck<AuditHealth>("audit", tags: ["ready"]);
        services.AddSingleton(new NavigationEntry(NavigationGroup.Administration, 50, "audit", "history", () => AuditText.Nav, Policies.HrOrAdministrator));
        return services;
    }
}
