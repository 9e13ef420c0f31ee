using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews;

public sealed record DeclineReviewCommand(int ReviewId, string Reason);

/// <summary>The reviewer steps back from a review that somebody else may do as well; the participant's manager is told.</summary>
internal sealed class DeclineReview(ReviewWriter writer, TimeProvider clock)
{
    public async Task<Result> RunAsync(DeclineReviewCommand command, Actor actor, CancellationToken cancellation) =>
        await writer.RunAsync<bool>(
            command.ReviewId,
            actor,
            (db, loaded) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var open = ReviewWindow.CanEdit(loaded.Situation);
                var result = open.Failed ? open : loaded.Review.Decline(command.Reason, actor, now);
                if (result.Failed)
                {
                    return Result<bool>.Fail(result.Errors);
                }

                db.Audit(actor, new AuditNote("Reviews.Declined", nameof(Review), loaded.Review.Id, loaded.Review.SubjectId, loaded.Review.DeclineReason!, loaded.Review.Relationship.ToString()), now);
                return true;
            },
            cancellation);
}
