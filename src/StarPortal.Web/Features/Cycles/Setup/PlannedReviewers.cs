using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Cycles.Setup;

/// <summary>Adds planned reviewers in bulk, skipping those who are planned already.</summary>
internal static class PlannedReviewers
{
    /// <summary>Only inside a write transaction.</summary>
    /// <returns>How many were added.</returns>
    public static async Task<int> AddAsync(
        PortalDbContext db,
        int cycleId,
        IEnumerable<(int EmployeeId, int ReviewerId)> pairs,
        Relationship relationship,
        CancellationToken cancellation)
    {
        var planned = await db.PlannedReviewers.AsNoTracking()
            .Where(p => p.CycleId == cycleId)
            .Select(p => new { p.EmployeeId, p.ReviewerId })
            .ToListAsync(cancellation);
        var known = planned.Select(p => (p.EmployeeId, p.ReviewerId)).ToHashSet();
        List<PlannedReviewer> added = [.. pairs
            .Where(p => p.EmployeeId != p.ReviewerId && known.Add(p))
            .Select(p => new PlannedReviewer(cycleId, p.EmployeeId, p.ReviewerId, relationship))];
        await db.InsertAsync(added, null, cancellation);
        return added.Count;
    }
}
