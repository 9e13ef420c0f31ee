using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Reviews.Delegations;
using StarPortal.Web.Features.Reviews.Reopening;
using StarPortal.Web.Shared.Cycles;
using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.Layout;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Reviews.Changes;

/// <summary>Changes of reviews, delegations and reopenings, as part of <see cref="ReviewsModule"/>.</summary>
internal static class ChangesModule
{
    private const int PanelOrder = 20;

    public static void AddReviewChanges(this IServiceCollection services)
    {
        services.AddTransient<ReviewChanger>();
        services.AddTransient<ExtendReviews>();
        services.AddTransient<ReassignReviews>();
        services.AddTransient<WithdrawReviews>();
        services.AddTransient<RestoreReviews>();
        services.AddTransient<ReviewChangeQueries>();
        services.AddSingleton(new ParticipantPanel(PanelOrder, typeof(ReviewsPanel)));
        services.AddTransient<ProposeDelegation>();
        services.AddTransient<AnswerDelegation>();
        services.AddTransient<DelegationQueries>();
        services.AddTransient<IInboxSource, DelegationInbox>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 15, "reviews/delegations", "swap_horiz", () => ReviewsText.Delegations, Policies.Employee));
        services.AddTransient<RequestReopening>();
        services.AddTransient<DecideReopening>();
        services.AddTransient<ReopeningQueries>();
        services.AddTransient<IInboxSource, ReopeningInbox>();
        services.AddReviewNotices();
    }

    private static void AddReviewNotices(this IServiceCollection services)
    {
        (string Kind, Func<string> Sentence)[] kinds =
        [
            ("Reviews.Extended", () => ReviewsText.Notice_Extended),
            ("Reviews.ExtendedMany", () => ReviewsText.Notice_ExtendedMany),
            ("Reviews.Withdrawn", () => ReviewsText.Notice_Withdrawn),
            ("Reviews.WithdrawnMany", () => ReviewsText.Notice_WithdrawnMany),
            ("Reviews.Restored", () => ReviewsText.Notice_Restored),
            ("Reviews.RestoredMany", () => ReviewsText.Notice_RestoredMany),
            ("Reviews.AskedMany", () => ReviewsText.Notice_AskedMany),
            ("Reviews.Escalated", () => ReviewsText.Notice_Escalated),
            ("Reviews.EscalatedMany", () => ReviewsText.Notice_EscalatedMany),
            ("Reviews.Reopened", () => ReviewsText.Notice_Reopened),
            ("Reviews.ReopeningGranted", () => ReviewsText.Notice_ReopeningGranted),
            ("Reviews.ReopeningRefused", () => ReviewsText.Notice_ReopeningRefused),
            ("Reviews.DelegationProposed", () => ReviewsText.Notice_DelegationProposed),
            ("Reviews.DelegationAccepted", () => ReviewsText.Notice_DelegationAccepted),
            ("Reviews.DelegationDeclined", () => ReviewsText.Notice_DelegationDeclined),
            ("Reviews.DelegationEnded", () => ReviewsText.Notice_DelegationEnded),
        ];
        foreach (var (kind, sentence) in kinds)
        {
            services.AddSingleton(new NoticeKind(kind, sentence));
        }
    }
}
