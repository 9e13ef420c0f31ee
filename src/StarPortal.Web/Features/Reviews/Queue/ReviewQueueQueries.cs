using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Queue;

/// <summary>The reviews of one kind that one person still has to write in a cycle, in the order of the people's names.</summary>
/// <param name="People">The open ones, and the one on the screen whatever its state.</param>
public sealed record ReviewQueue(int CurrentId, IReadOnlyList<QueuedReview> People)
{
    private int Index => People.ToList().FindIndex(p => p.ReviewId == CurrentId);

    /// <summary>1 for the first.</summary>
    public int Place => Index + 1;

    public QueuedReview? Previous => Index > 0 ? People[Index - 1] : null;

    public QueuedReview? Next => Index >= 0 && Index < People.Count - 1 ? People[Index + 1] : null;
}

public sealed record QueuedReview(int ReviewId, string Name, ReviewState State);

public sealed class ReviewQueueQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <summary>Null when the actor does not write this review. A delegate goes through what is delegated by the same person.</summary>
    public async Task<ReviewQueue?> FindAsync(int reviewId, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var handed = await DelegatedReviews.OfAsync(db, me, clock.GetUtcNow().UtcDateTime, null, cancellation);
        var delegated = handed.Select(d => d.ReviewId).ToList();
        var people = await (
            from current in db.Reviews.AsNoTracking()
            join review in db.Reviews on new { current.CycleId, current.ReviewerId, current.Relationship } equals new { review.CycleId, review.ReviewerId, review.Relationship }
            join participant in db.Participants on review.ParticipantId equals participant.Id
            where current.Id == reviewId && (review.ReviewerId == me || delegated.Contains(review.Id)) && participant.State != ParticipantState.Withdrawn
                && (review.Id == reviewId || review.State == ReviewState.NotStarted || review.State == ReviewState.Draft || review.State == ReviewState.Reopened)
            orderby participant.Name, review.Id
            select new QueuedReview(review.Id, participant.Name, review.State)).ToListAsync(cancellation);
        return people.Exists(p => p.ReviewId == reviewId) ? new ReviewQueue(reviewId, people) : null;
    }
}
