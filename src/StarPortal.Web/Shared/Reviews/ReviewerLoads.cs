using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Shared.Reviews;

/// <summary>
/// How much is asked of reviewers: their reviews in all running cycles whose time is not over, handed in or not. A number that
/// fell with each review handed in would tell managers who has handed in.
/// </summary>
internal static class ReviewerLoads
{
    public static async Task<IReadOnlyDictionary<int, int>> OfAsync(PortalDbContext db, IReadOnlyCollection<int> reviewerIds, DateTime now, CancellationToken cancellation) =>
        reviewerIds.Count == 0
            ? new Dictionary<int, int>()
            : await Asked(db, now).Where(r => reviewerIds.Contains(r.ReviewerId))
                .GroupBy(r => r.ReviewerId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);

    /// <summary>The reviews that count.</summary>
    public static IQueryable<Review> Asked(PortalDbContext db, DateTime now) =>
        from review in db.Reviews.AsNoTracking()
        join cycle in db.Cycles on review.CycleId equals cycle.Id
        where cycle.State == CycleState.Running
            && review.State != ReviewState.Declined && review.State != ReviewState.Withdrawn && review.State != ReviewState.Missed
            && (review.ClosesAt > now || !db.CyclePhases.Any(p => p.CycleId == review.CycleId && p.State == PhaseState.Closed
                && ((p.Kind == PhaseKind.SelfReview && review.Relationship == Relationship.Self)
                    || (p.Kind == PhaseKind.ManagerReview && review.Relationship == Relationship.Manager)
                    || (p.Kind == PhaseKind.PeerReview && review.Relationship != Relationship.Self && review.Relationship != Relationship.Manager))))
        select review;
}
