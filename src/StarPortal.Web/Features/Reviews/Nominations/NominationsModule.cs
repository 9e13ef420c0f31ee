using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.Layout;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Reviews.Nominations;

/// <summary>Choosing reviewers, as part of <see cref="ReviewsModule"/>.</summary>
internal static class NominationsModule
{
    public static void AddNominations(this IServiceCollection services)
    {
        services.AddTransient<ProposeReviewer>();
        services.AddTransient<WithdrawProposal>();
        services.AddTransient<ApproveNominations>();
        services.AddTransient<RejectNomination>();
        services.AddTransient<NominateReviewer>();
        services.AddTransient<AssignReviewers>();
        services.AddTransient<MyNominationQueries>();
        services.AddTransient<CandidateQueries>();
        services.AddTransient<TeamNominationQueries>();
        services.AddTransient<NominationOverviewQueries>();
        services.AddTransient<IInboxSource, NominationInbox>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 12, "nominations", "how_to_reg", () => NominationsText.Nav, Policies.Employee));
        services.AddSingleton(new NoticeKind(NominationNotices.Asked, () => NominationsText.Notice_Asked));
        services.AddSingleton(new NoticeKind(NominationNotices.Rejected, () => NominationsText.Notice_ProposalRejected));
        services.AddSingleton(new NoticeKind(NominationNotices.Proposed, () => NominationsText.Notice_ReviewerProposed));
        services.AddSingleton(new NoticeKind(NominationNotices.Declined, () => NominationsText.Notice_Declined));
        services.AddSingleton(new NoticeKind(AssignmentNotices.Assigned, () => NominationsText.Notice_Assigned));
    }
}
