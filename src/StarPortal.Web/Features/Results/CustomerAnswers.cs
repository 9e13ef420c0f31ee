using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Results;

/// <summary>What customers answered by link counts like a review of theirs.</summary>
internal static class CustomerAnswers
{
    /// <summary>Ratings of the participants in this span of identifiers.</summary>
    public static async Task<ILookup<int, SubmittedReview>> RatingsAsync(PortalDbContext db, int cycleId, bool released, int first, int to, CancellationToken cancellation)
    {
        var rows = await Of(db, cycleId).Where(a => !released || a.Published).Where(a => a.ParticipantId >= first && a.ParticipantId <= to)
            .OrderBy(a => a.Id).Select(a => new { a.ParticipantId, a.Items }).ToListAsync(cancellation);
        return rows.ToLookup(
            r => r.ParticipantId,
            r => new SubmittedReview(Relationship.Customer, r.Items.Where(i => i.Rating is not null).ToDictionary(i => i.ItemKey, i => i.Rating, StringComparer.Ordinal)));
    }

    /// <summary>How many answered, by participant.</summary>
    public static async Task<Dictionary<int, int>> CountsAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        await Of(db, cycleId).GroupBy(a => a.ParticipantId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);

    /// <summary>Answers to ratings; those that become actual values count there.</summary>
    public static IQueryable<FeedbackAnswer> Of(PortalDbContext db, int cycleId) =>
        db.FeedbackAnswers.AsNoTracking().Where(a => db.FeedbackCampaigns.Any(g => g.Id == a.CampaignId && g.CycleId == cycleId && g.Kind == FeedbackKind.Ratings));
}
