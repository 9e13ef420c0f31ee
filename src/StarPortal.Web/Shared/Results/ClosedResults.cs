using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Anonymity;

namespace StarPortal.Web.Shared.Results;

/// <summary>Results that stay closed to somebody who might read them otherwise.</summary>
public static class ClosedResults
{
    /// <summary>
    /// Participants whose released result stays closed to this reader, because they wrote in one of its groups. Usually
    /// none: one person has one role towards a participant.
    /// </summary>
    public static async Task<IReadOnlySet<int>> ToAsync(PortalDbContext db, int reader, IReadOnlyCollection<int> participants, CancellationToken cancellation)
    {
        var own = await db.Reviews.AsNoTracking()
            .Where(r => r.ReviewerId == reader && r.Published && participants.Contains(r.ParticipantId))
            .Select(r => new { r.ParticipantId, r.Relationship })
            .ToListAsync(cancellation);
        return own.Where(r => !ResultVisibility.MayRead(r.Relationship)).Select(r => r.ParticipantId).ToHashSet();
    }
}
