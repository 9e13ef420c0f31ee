using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews;

/// <summary>
/// Loads a review, changes it and saves; when somebody else's save came in between, does it again on what is there
/// then. Saves of one review thereby happen one after the other, whatever arrives at once, on every database.
/// </summary>
internal sealed class ReviewWriter(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private const int Attempts = 8;

    /// <param name="change">Checks and changes; called anew on each attempt. Nothing is saved when it answers a failure.</param>
    public async Task<Result<T>> RunAsync<T>(int reviewId, Actor actor, Func<PortalDbContext, WritableReview, Result<T>> change, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await factory.CreateDbContextAsync(cancellation);
            if (await WritableReview.LoadAsync(db, reviewId, actor, clock.GetUtcNow().UtcDateTime, cancellation) is not { } loaded)
            {
                return ReviewErrors.NotAllowed;
            }

            var answer = change(db, loaded);
            if (answer.Failed || !db.ChangeTracker.HasChanges())
            {
                return answer;
            }

            var saved = await db.WriteAsync(() => SaveAsync(db, loaded, cancellation), cancellation);
            if (saved.Succeeded)
            {
                return answer;
            }

            if (attempt == Attempts)
            {
                return SharedErrors.ChangedElsewhere;
            }
        }
    }

    /// <summary>Takes the review's row before its answers: of two saves on the same version the second stops here.</summary>
    private static async Task<Result> SaveAsync(PortalDbContext db, WritableReview loaded, CancellationToken cancellation)
    {
        var review = loaded.Review;
        // handed in after the results were released it would count for nothing, and show who wrote it
        if (!review.IsOpen && await db.HoldCycleAsync(review.CycleId, cancellation) != loaded.Situation.Cycle)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var version = review.Version;
        var taken = await db.Reviews.Where(r => r.Id == review.Id && r.Version == version)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Version, version), cancellation);
        if (taken == 0)
        {
            return SharedErrors.ChangedElsewhere;
        }

        // two saves within one tick of the clock must still be told apart
        db.Entry(review).Property(r => r.SavedAt).IsModified = true;
        await db.SaveChangesAsync(cancellation);
        return Result.Ok;
    }
}
