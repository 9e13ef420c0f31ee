using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Reviews.Changes;
using StarPortal.Web.Features.Reviews.Compare;
using StarPortal.Web.Features.Reviews.Comments;
using StarPortal.Web.Features.Reviews.ControlRoom;
using StarPortal.Web.Features.Reviews.Demo;
using StarPortal.Web.Features.Reviews.Evidence;
using StarPortal.Web.Features.Reviews.Nominations;
using StarPortal.Web.Features.Reviews.Queue;
using StarPortal.Web.Features.Reviews.Warnings;
using StarPortal.Web.Shared.Demo;
using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.Layout;
using StarPortal.Web.Shared.Notifications;
using StarPortal.Web.Shared.Reviews;

namespace StarPortal.Web.Features.Reviews;

/// <summary>Everything this feature registers.</summary>
internal static class ReviewsModule
{
    public static IServiceCollection AddReviews(this IServiceCollection services)
    {
        services.AddNominations();
        services.AddTransient<ReviewWriter>();
        services.AddTransient<SaveReviewDraft>();
        services.AddTransient<SubmitReview>();
        services.AddTransient<DeclineReview>();
        services.AddTransient<ReopenReview>();
        services.AddTransient<RecordReviewLook>();
        services.AddTransient<ReviewQueries>();
        services.AddTransient<CommentWarnings>();
        services.AddTransient<HideComment>();
        services.AddTransient<RestoreComment>();
        services.AddTransient<ReviewCommentQueries>();
        services.AddSingleton(new NoticeKind("Reviews.CommentHidden", () => ReviewsText.Notice_CommentHidden));
        services.AddSingleton(new NoticeKind("Reviews.CommentRestored", () => ReviewsText.Notice_CommentRestored));
        services.AddTransient<MyReviewQueries>();
        services.AddTransient<TeamQueries>();
        services.AddTransient<OwnRatingsQueries>();
        services.AddTransient<ReviewQueueQueries>();
        services.AddTransient<IReviewEvidence, PreviousManagerEvidence>();
        services.AddTransient<IInboxSource, ReviewInbox>();
        services.AddTransient<IDemoPart, DemoAnswers>();
        services.AddTransient<IDemoPart, DemoNominations>();
        services.AddTransient<IDemoPart, DemoReviewChanges>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 10, "reviews", "rate_review", () => ReviewsText.Nav, Policies.Employee));
        services.AddSingleton(new NavigationEntry(NavigationGroup.Mine, 20, "reviews/team", "groups", () => ReviewsText.NavTeam, Policies.Manager));
        services.AddControlRoom();
        services.AddReviewChanges();
        return services;
    }

    public static void MapReviews(this IEndpointRouteBuilder app) => app.MapControlRoom();
}
