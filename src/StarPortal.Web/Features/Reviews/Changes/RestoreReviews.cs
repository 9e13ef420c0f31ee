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
        var standing = await StandingAsync(db, scene, cancellation);
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

            if (Stands(review, scene.Participants[review.ParticipantId].ManagerId, standing) is { } stop)
            {
                return stop;
            }

            standing.Add(review);
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
    // what came instead while it was withdrawn, be it of this very selection: one role per reviewer and participant, and one manager's review
    private static Error? Stands(Review review, int? managerId, List<Review> standing)
    {
        var others = standing.FindAll(r => r.ParticipantId == review.ParticipantId);
        var isManagers = review.Relationship == Relationship.Manager;
        return others.Find(r => r.ReviewerId == review.ReviewerId) is { } role ? NominationErrors.HasARole.With(role.Relationship)
            : !isManagers && review.ReviewerId == managerId ? NominationErrors.IsTheManager
            : isManagers && review.State != ReviewState.Missed && others.Exists(r => r is { Relationship: Relationship.Manager, PreviousManager: false, State: not ReviewState.Missed }) ? ReviewErrors.ManagerReviewExists
            : null;
    }

    private static Task<List<Review>> StandingAsync(PortalDbContext db, ChangeScene scene, CancellationToken cancellation)
    {
        var participants = scene.Participants.Keys.ToList();
        return db.Reviews.AsNoTracking().Where(r => participants.Contains(r.ParticipantId) && r.State != ReviewState.Withdrawn).ToListAsync(cancellation);
    }
}
