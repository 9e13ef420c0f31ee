using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Goals;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Goals.KeyResults;

/// <summary>From now on the key result no longer feeds the actual value; what was written stays.</summary>
public sealed class RemoveFeed(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int feedId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await FeedWrites.Of(db, db.KeyResultFeeds.Where(f => f.Id == feedId)).SingleOrDefaultAsync(cancellation) is not { } target
            || !GoalAccess.CanFeed(actor, target.Feed.EmployeeId, target.ManagerId))
        {
            return GoalErrors.NotFound;
        }

        db.KeyResultFeeds.Remove(target.Feed);
        db.Audit(actor, new AuditNote("Goals.FeedRemoved", "KeyResult", target.Feed.KeyResultId, target.Feed.EmployeeId, Details: target.Feed.IndicatorKey), clock.GetUtcNow().UtcDateTime);
        return await db.SaveOrTellAsync(cancellation);
    }
}
