using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;

namespace StarPortal.Web.Features.Reviews;

/// <summary>
/// Loads a review, changes it and saves; when somebody else's save came in between, does it again on what is there
/// then. Saves of one review thereby happen one after the other, whatever arrives at once, on every database.
/// </summary>
internal sealed class ReviewWriter(IDbContextFactory<PortalDbContext> factory)
{
    private const int Attempts = 8;

    /// <param name="change">Checks and changes; called anew on each attempt. Nothing is saved when it answers a failure.</param>
    public async Task<Result<T>> RunAsync<T>(int reviewId, Actor actor, Func<PortalDbContext, WritableReview, Result<T>> change, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await factory.CreateDbContextAsync(cancellation);
            if (await WritableReview.LoadAsync(db, reviewId, actor, cancellation) is not { } loaded)
            {
                return Domain.Reviews.ReviewErrors.NotAllowed;
            }

            var answer = change(db, loaded);
            if (answer.Failed || !db.ChangeTracker.HasChanges())
            {
                return answer;
            }

            // two saves within one tick of the clock must still be told apart
            db.Entry(loaded.Review).Property(r => r.SavedAt).IsModified = true;
            try
            {
                await db.SaveChangesAsync(cancellation);
                return answer;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // an older version, or the same answer added by two saves at once: look again
            }
        }
    }
}
