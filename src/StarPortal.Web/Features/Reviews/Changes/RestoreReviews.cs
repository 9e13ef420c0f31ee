using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Changes;

/// <summary>Undoes a withdrawal: the review is again what its content says it was, or missed when its time is over.</summary>
public sealed class RestoreReviews(ReviewChanger changer)
{
    public Task<Result> RunAsync(ReviewChange change, Actor actor, CancellationToken cancellation) =>
        changer.RunAsync(change, "Reviews.Restored", (db, scene, now) => RestoreAsync(db, scene, now, cancellation), actor, cancellation);

    internal static async Task<Result<IReadOnlyList<ChangeStep>>> RestoreAsync(PortalDbContext db, ChangeScene scene, DateTime now, CancellationToken cancellation)
    {
        var steps = new List<ChangeStep>();
        var gone = await GoneAsync(db, scene, now, cancellation);
        foreach (var review in scene.Reviews)
        {
            var restored = review.RestoreAsOf(scene.HasTime(review, now));
            if (restored.Failed)
            {
                return Result<IReadOnlyList<ChangeStep>>.Fail(restored.Errors);
            }

            if (review.IsOpen && gone.Contains(review.ReviewerId))
            {
                return NominationErrors.ReviewerGone;
            }

            if (scene.Participants[review.ParticipantId].State == ParticipantState.Withdrawn)
            {
                return NominationErrors.ParticipantGone;
            }

            if (review.Relationship == Relationship.Manager && review.State != ReviewState.Missed && await HasManagerReviewAsync(db, review, cancellation))
            {
                return ReviewErrors.ManagerReviewExists;
            }

            steps.Add(new ChangeStep(review, FormattableString.Invariant($"{review.Relationship}, {review.State}"), new Told(review.ReviewerId, review.ParticipantId, "Reviews.Restored")));
        }

        return steps;
    }

    private static async Task<HashSet<int>> GoneAsync(PortalDbContext db, ChangeScene scene, DateTime now, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(ZoneTime.ToLocal(now, scene.Zone));
        var reviewers = scene.Reviews.Select(r => r.ReviewerId).Distinct().ToList();
        return await db.Employees.Where(e => reviewers.Contains(e.Id) && e.LeaveDate < today).Select(e => e.Id).ToHashSetAsync(cancellation);
    }

    /// <summary>Two that count would make one judgement of two people's.</summary>
    private static Task<bool> HasManagerReviewAsync(PortalDbContext db, Review review, CancellationToken cancellation)
    {
        var (id, participant) = (review.Id, review.ParticipantId);
        return db.Reviews.AnyAsync(
            r => r.ParticipantId == participant && r.Id != id && r.Relationship == Relationship.Manager && !r.PreviousManager
                && r.State != ReviewState.Withdrawn && r.State != ReviewState.Missed,
            cancellation);
    }
}
