using StarPortal.Domain;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Changes;

/// <summary>Hides reviews and leaves them out of every result, restorable; nothing that was written is deleted.</summary>
public sealed class WithdrawReviews(ReviewChanger changer)
{
    public Task<Result> RunAsync(ReviewChange change, Actor actor, CancellationToken cancellation) =>
        changer.RunAsync(change, "Reviews.Withdrawn", (_, scene, _) => Task.FromResult(Withdraw(scene)), actor, cancellation);

    internal static Result<IReadOnlyList<ChangeStep>> Withdraw(ChangeScene scene)
    {
        var steps = new List<ChangeStep>();
        foreach (var review in scene.Reviews)
        {
            if (review.Relationship == Relationship.Self)
            {
                return ReviewErrors.SelfReviewStays;
            }

            if (review.PreviousManager)
            {
                return ReviewErrors.OfPreviousManager;
            }

            var before = review.State;
            var withdrawn = review.Withdraw();
            if (withdrawn.Failed)
            {
                return Result<IReadOnlyList<ChangeStep>>.Fail(withdrawn.Errors);
            }

            steps.Add(new ChangeStep(review, FormattableString.Invariant($"{review.Relationship}, {before}"), new Told(review.ReviewerId, review.ParticipantId, "Reviews.Withdrawn")));
        }

        return steps;
    }
}
