using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Reviews;

namespace StarPortal.Data.Reviews;

/// <summary>
/// What happens to reviews whose time is over, wherever that is found out: a phase closes, an own end passes, calibration
/// opens, results are released. Texts are kept. For use inside a write transaction that holds the cycle's row.
/// </summary>
public static class ReviewEnds
{
    /// <summary>Reviews that can still be written.</summary>
    public static IQueryable<Review> StillOpen(this IQueryable<Review> reviews) =>
        reviews.Where(r => r.State == ReviewState.NotStarted || r.State == ReviewState.Draft || r.State == ReviewState.Reopened);

    /// <summary>Leaves out reviews whose own end lies ahead.</summary>
    public static IQueryable<Review> WithoutOwnTime(this IQueryable<Review> reviews, DateTime now) =>
        reviews.Where(r => r.ClosesAt == null || r.ClosesAt <= now);

    /// <summary>Reviews that count: neither hidden nor written by a manager who is no longer the participant's.</summary>
    public static IQueryable<Review> Counting(this IQueryable<Review> reviews) =>
        reviews.Where(r => r.State != ReviewState.Withdrawn && !r.PreviousManager);

    /// <summary>Reviews with an answer that counts: handed in, or reopened with what was handed in before.</summary>
    public static IQueryable<Review> HandedIn(this IQueryable<Review> reviews) =>
        reviews.Where(r => r.State == ReviewState.Submitted || (r.State == ReviewState.Reopened && r.LastSubmitted != null));

    /// <summary>What was not handed in is missed; what was reopened is again as it was handed in last.</summary>
    /// <returns>How many reviews are concerned.</returns>
    public static async Task<int> EndAsync(this PortalDbContext db, IQueryable<Review> reviews, CancellationToken cancellation)
    {
        // reopened ones are few, each by a decision of HR
        var reopened = await reviews.Where(r => r.State == ReviewState.Reopened).Include(r => r.Answers).ToListAsync(cancellation);
        foreach (var review in reopened)
        {
            review.EndReopening();
        }

        await db.SaveChangesAsync(cancellation);
        return reopened.Count + await reviews
            .Where(r => r.State == ReviewState.NotStarted || r.State == ReviewState.Draft)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.Missed).SetProperty(r => r.Version, r => r.Version + 1), cancellation);
    }
}
