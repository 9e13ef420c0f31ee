using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.Notifications;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Cycles.CheckIns;

/// <summary>What the feature registers for mid-term checks.</summary>
internal static class CheckInsModule
{
    public static IServiceCollection AddCheckIns(this IServiceCollection services)
    {
        services.AddTransient<ShareCheckIn>();
        services.AddTransient<ConfirmCheckIn>();
        services.AddTransient<CheckInQueries>();
        services.AddTransient<IInboxSource, CheckInInbox>();
        services.AddTransient<IReviewEvidence, CheckInEvidence>();
        services.AddSingleton(new HomePanel(45, typeof(CheckInPanel)));
        services.AddSingleton(new NoticeKind("Cycles.CheckInShared", () => CheckInsText.Notice_CheckInShared));
        services.AddSingleton(new NoticeKind("Cycles.CheckInRead", () => CheckInsText.Notice_CheckInRead));
        return services;
    }
}
