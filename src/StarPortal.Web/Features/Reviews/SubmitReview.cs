using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews;

/// <param name="BaseVersion">The version whose answers the reviewer saw when confirming.</param>
public sealed record SubmitReviewCommand(int ReviewId, int BaseVersion);

/// <summary>Hands the actor's own review in: once, complete, and exactly as the reviewer last saw it.</summary>
internal sealed class SubmitReview(ReviewWriter writer, TimeProvider clock)
{
    public async Task<Result> RunAsync(SubmitReviewCommand command, Actor actor, CancellationToken cancellation) =>
        await writer.RunAsync<bool>(
            command.ReviewId,
            actor,
            (db, loaded) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var open = ReviewWindow.CanSubmit(loaded.Situation);
                if (open.Failed)
                {
                    return Result<bool>.Fail(open.Errors);
                }

                if (loaded.Review.Version != command.BaseVersion)
                {
                    return SharedErrors.ChangedElsewhere;
                }

                var result = loaded.Review.Submit(loaded.Definition, loaded.Rules, actor, now);
                if (result.Failed)
                {
                    return Result<bool>.Fail(result.Errors);
                }

                db.Audit(actor, new AuditNote("Reviews.Submitted", nameof(Review), loaded.Review.Id, loaded.Review.SubjectId, Details: loaded.Review.Relationship.ToString()), now);
                return true;
            },
            cancellation);
}
