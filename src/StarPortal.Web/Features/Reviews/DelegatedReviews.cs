using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews;

/// <summary>A review that somebody may write at this moment on another's behalf.</summary>
/// <param name="Until">UTC; when the delegation ends.</param>
internal sealed record DelegatedReview(int ReviewId, int DelegatorId, DateTime Until);

/// <summary>Which reviews accepted delegations hand to a person now; <see cref="DelegationRules"/> decides review by review.</summary>
internal static class DelegatedReviews
{
    public static async Task<bool> MayWriteAsync(PortalDbContext db, int me, int reviewId, DateTime now, CancellationToken cancellation) =>
        (await OfAsync(db, me, now, reviewId, cancellation)).Count > 0;

    /// <param name="reviewId">Only this one; null for all.</param>
    public static async Task<IReadOnlyList<DelegatedReview>> OfAsync(PortalDbContext db, int me, DateTime now, int? reviewId, CancellationToken cancellation)
    {
        var mine = await db.Delegations.AsNoTracking()
            .Where(d => d.DelegateId == me && d.State == DelegationState.Accepted && d.StartsAt <= now && d.EndsAt > now)
            .Select(d => new { d.DelegatorId, d.CycleId, d.EndsAt })
            .ToListAsync(cancellation);
        if (mine.Count == 0)
        {
            return [];
        }

        var delegators = mine.Select(d => d.DelegatorId).Distinct().ToList();
        var rows = await CandidatesAsync(db, me, delegators, reviewId, cancellation);
        return
        [
            .. from row in rows
               from delegation in mine
               where delegation.DelegatorId == row.ReviewerId && DelegationRules.WhyNot(me, delegation.CycleId, row.Facts) is null
               group delegation by row into found
               select new DelegatedReview(found.Key.ReviewId, found.Key.ReviewerId, found.Max(d => d.EndsAt)),
        ];
    }

    /// <summary>The reviews that some people have to write, or wrote, in cycles that are not over.</summary>
    public static async Task<IReadOnlyList<DelegationCandidate>> CandidatesAsync(PortalDbContext db, int delegateId, IReadOnlyCollection<int> delegators, int? reviewId, CancellationToken cancellation)
    {
        var manager = await db.Employees.Where(e => e.Id == delegateId).Select(e => e.ManagerId).SingleOrDefaultAsync(cancellation);
        var rows = await (
            from review in db.Reviews.AsNoTracking()
            join participant in db.Participants on review.ParticipantId equals participant.Id
            join cycle in db.Cycles on review.CycleId equals cycle.Id
            where delegators.Contains(review.ReviewerId) && (reviewId == null || review.Id == reviewId)
                && review.State != ReviewState.Withdrawn && participant.State != ParticipantState.Withdrawn
                && (cycle.State == CycleState.Running || cycle.State == CycleState.Calibrating)
            select new
            {
                review.Id,
                review.ReviewerId,
                review.CycleId,
                review.Relationship,
                review.State,
                review.SubjectId,
                participant.ManagerId,
                Mine = db.Reviews.Any(o => o.ParticipantId == review.ParticipantId && o.ReviewerId == delegateId && o.State != ReviewState.Withdrawn),
            }).ToListAsync(cancellation);
        return [.. rows.Select(r => new DelegationCandidate(r.Id, r.ReviewerId, r.State, new DelegableReview(r.CycleId, r.Relationship, r.SubjectId, r.ManagerId, r.Mine, manager)))];
    }
}

internal sealed record DelegationCandidate(int ReviewId, int ReviewerId, ReviewState State, DelegableReview Facts)
{
    public bool IsOpen => State is ReviewState.NotStarted or ReviewState.Draft or ReviewState.Reopened;
}
