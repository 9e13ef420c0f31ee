using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews;

/// <summary>HR looked at what somebody wrote about somebody else: that goes into the audit trail.</summary>
internal sealed class RecordReviewLook(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task RunAsync(int reviewId, int subjectId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        db.Audit(actor, new AuditNote("Reviews.Read", nameof(Review), reviewId, subjectId), clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellation);
    }
}
