using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Changes;

/// <summary>
/// Asks somebody else for reviews that were not handed in. What the earlier reviewer had written stays with their withdrawn
/// review; the new one begins with an empty form.
/// </summary>
public sealed class ReassignReviews(ReviewChanger changer)
{
    public Task<Result> RunAsync(ReviewChange change, int newReviewerId, Actor actor, CancellationToken cancellation) =>
        changer.RunAsync(change, "Reviews.Reassigned", (db, scene, now) => ReassignAsync(db, scene, newReviewerId, actor, now, cancellation), actor, cancellation);

    internal static async Task<Result<IReadOnlyList<ChangeStep>>> ReassignAsync(PortalDbContext db, ChangeScene scene, int newReviewerId, Actor actor, DateTime now, CancellationToken cancellation)
    {
        if (actor.EmployeeId == newReviewerId)
        {
            return ReviewErrors.OwnReview;
        }

        if (scene.Cycle.State != CycleState.Running)
        {
            return ReviewErrors.CycleNotRunning;
        }

        var today = DateOnly.FromDateTime(ZoneTime.ToLocal(now, scene.Zone));
        var reviewer = await db.Employees.Where(e => e.Id == newReviewerId)
            .Select(e => new { e.Name, e.ManagerId, Employed = e.LeaveDate == null || e.LeaveDate >= today }).SingleOrDefaultAsync(cancellation);
        if (reviewer is null)
        {
            return NominationErrors.ReviewerGone;
        }

        var taken = await TakenAsync(db, scene, newReviewerId, cancellation);
        var standsIn = await StandsInAsync(db, scene, newReviewerId, now, cancellation);
        var steps = new List<ChangeStep>();
        foreach (var review in scene.Reviews)
        {
            if (review.ReviewerId == newReviewerId)
            {
                return ReviewErrors.SameReviewer;
            }

            var before = review.State;
            var participant = scene.Participants[review.ParticipantId];
            // a role that was withdrawn stands in the way of the same role only: that one is to be restored
            var has = taken.Find(t => t.ParticipantId == review.ParticipantId && t.State != ReviewState.Withdrawn)
                ?? taken.Find(t => t.ParticipantId == review.ParticipantId && t.Relationship == review.Relationship);
            var may = ReviewerRules.MayReview(new ReviewerCase(review.Relationship, review.SubjectId, participant.ManagerId, newReviewerId, reviewer.ManagerId, reviewer.Employed, has?.Relationship, has?.State, standsIn.Contains(review.ParticipantId)));
            var given = may.Failed ? may : participant.State == ParticipantState.Withdrawn ? NominationErrors.ParticipantGone : review.GiveUp();
            if (given.Failed)
            {
                return Result<IReadOnlyList<ChangeStep>>.Fail(given.Errors);
            }

            if (before == ReviewState.Missed && await ExtendReviews.TakeBackEscalationAsync(db, review, cancellation) is { } stop)
            {
                return stop;
            }

            var asked = new Review(review.CycleId, review.ParticipantId, review.SubjectId, newReviewerId, review.Relationship);
            var needed = OwnEnd.Needed(scene.PhaseOf(review), now, scene.Zone, scene.Calendar);
            db.Reviews.Add(asked.Until(needed > review.ClosesAt ? needed : review.ClosesAt ?? needed));
            // the same person twice for one participant
            taken.Add(asked);
            List<Told> told = [new(newReviewerId, review.ParticipantId, "Reviews.Asked")];
            if (before != ReviewState.Declined)
            {
                told.Add(new Told(review.ReviewerId, review.ParticipantId, "Reviews.Withdrawn"));
            }

            steps.Add(new ChangeStep(review, FormattableString.Invariant($"{review.Relationship}, {before}, now {reviewer.Name} (employee {newReviewerId})"), told));
        }

        return steps;
    }

    private static async Task<List<Review>> TakenAsync(PortalDbContext db, ChangeScene scene, int reviewerId, CancellationToken cancellation)
    {
        var participants = scene.Participants.Keys.ToList();
        return await db.Reviews.AsNoTracking().Where(r => r.ReviewerId == reviewerId && participants.Contains(r.ParticipantId)).ToListAsync(cancellation);
    }

    /// <summary>Participants on whom the new reviewer writes for somebody else; whose review they take over now does not count.</summary>
    private static async Task<HashSet<int>> StandsInAsync(PortalDbContext db, ChangeScene scene, int reviewerId, DateTime now, CancellationToken cancellation)
    {
        var participants = scene.Participants.Keys.ToList();
        var taken = scene.Reviews.Select(r => r.Id).ToList();
        var found = await (
            from review in db.Reviews
            join delegation in db.Delegations on review.ReviewerId equals delegation.DelegatorId
            where participants.Contains(review.ParticipantId) && !taken.Contains(review.Id)
                && review.State != ReviewState.Withdrawn && review.State != ReviewState.Declined
                && delegation.DelegateId == reviewerId && delegation.State == DelegationState.Accepted && delegation.EndsAt > now
                && (delegation.CycleId == null || delegation.CycleId == review.CycleId)
            select review.ParticipantId).ToListAsync(cancellation);
        return [.. found];
    }
}
