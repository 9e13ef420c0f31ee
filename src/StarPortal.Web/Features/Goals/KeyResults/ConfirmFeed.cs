using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Goals;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Goals.KeyResults;

/// <summary>Somebody other than the participant confirms a check-in's value; with that it becomes the actual value.</summary>
public sealed class ConfirmFeed(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="checkInId">The check-in that the person saw; a later one asks to look again.</param>
    public async Task<Result> RunAsync(int feedId, int checkInId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        try
        {
            return await db.WriteOrTellAsync(() => ConfirmAsync(db, feedId, checkInId, actor, cancellation), cancellation);
        }
        catch (DbUpdateException)
        {
            // somebody entered the value in the same moment
            return SharedErrors.ChangedElsewhere;
        }
    }

    private async Task<Result> ConfirmAsync(PortalDbContext db, int feedId, int checkInId, Actor actor, CancellationToken cancellation)
    {
        if (await FeedWrites.Of(db, db.KeyResultFeeds.Where(f => f.Id == feedId)).SingleOrDefaultAsync(cancellation) is not { } target
            || !GoalAccess.CanFeed(actor, target.Feed.EmployeeId, target.ManagerId))
        {
            return GoalErrors.NotFound;
        }

        var latest = await db.KeyResultCheckIns.AsNoTracking().Where(c => c.KeyResultId == target.Feed.KeyResultId).OrderByDescending(c => c.Id).FirstOrDefaultAsync(cancellation);
        if (latest is null)
        {
            return GoalErrors.NothingToConfirm;
        }

        if (latest.Id != checkInId)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var title = await db.KeyResults.Where(k => k.Id == target.Feed.KeyResultId).Select(k => k.Title).SingleAsync(cancellation);
        var written = await FeedWrites.WriteAsync(db, target, latest, title, actor, now, cancellation);
        if (written.Succeeded)
        {
            db.Audit(actor, new AuditNote("Goals.FeedConfirmed", "KeyResult", target.Feed.KeyResultId, target.Feed.EmployeeId, Details: target.Feed.IndicatorKey), now);
        }

        return written;
    }
}
