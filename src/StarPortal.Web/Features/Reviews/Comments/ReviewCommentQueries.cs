using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Anonymity;

namespace StarPortal.Web.Features.Reviews.Comments;

/// <summary>A comment of this review that HR took out of sight.</summary>
public sealed record HiddenCommentRow(string ItemKey, string Reason, string HiddenBy, DateTime HiddenAt, int Version);

/// <param name="MayHide">The reader is HR and may hide and restore here.</param>
public sealed record ReviewComments(IReadOnlyList<HiddenCommentRow> Hidden, bool MayHide);

/// <summary>What is hidden in a review: for whoever wrote it, and for HR.</summary>
public sealed class ReviewCommentQueries(IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>Nothing for anybody else.</summary>
    public async Task<ReviewComments> ForAsync(int reviewId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var review = await db.Reviews.AsNoTracking().Where(r => r.Id == reviewId)
            .Select(r => new { r.SubjectId, r.ReviewerId, r.SubmittedById }).SingleOrDefaultAsync(cancellation);
        var isAuthor = review is not null && actor.EmployeeId is { } me && (me == review.ReviewerId || me == review.SubmittedById);
        var mayHide = review is not null && !isAuthor && HiddenComment.CanHide(actor, review.SubjectId, [review.ReviewerId]);
        return isAuthor || mayHide
            ? new ReviewComments(
                await db.HiddenComments.AsNoTracking().Where(h => h.ReviewId == reviewId && h.RestoredAt == null).OrderBy(h => h.Id)
                    .Select(h => new HiddenCommentRow(h.ItemKey, h.Reason, h.HiddenBy, h.HiddenAt, h.Version)).ToListAsync(cancellation),
                mayHide)
            : new ReviewComments([], false);
    }

    /// <summary>Keys of the hidden comments of a review, for whoever shows its texts to somebody else.</summary>
    internal static async Task<IReadOnlySet<string>> HiddenKeysAsync(PortalDbContext db, int reviewId, CancellationToken cancellation) =>
        (await db.HiddenComments.Where(h => h.ReviewId == reviewId && h.RestoredAt == null).Select(h => h.ItemKey).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
}
