using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Goals;
using StarPortal.Web.Features.Goals.Objectives;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Goals.KeyResults;

/// <summary>Takes away a key result that nothing hangs on yet; nothing that somebody reported is lost.</summary>
public sealed class RemoveKeyResult(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int id, int version, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var result = await db.KeyResults.SingleOrDefaultAsync(k => k.Id == id, cancellation);
        var objective = await db.Objectives.AsNoTracking().SingleOrDefaultAsync(o => result != null && o.Id == result.ObjectiveId, cancellation);
        if (result is null || objective is null || !await db.CanManageAsync(actor, objective.DepartmentId, DateOnly.FromDateTime(now), cancellation))
        {
            return GoalErrors.NotFound;
        }

        if (result.Version != version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        if (await db.KeyResultCheckIns.AnyAsync(c => c.KeyResultId == id, cancellation) || await db.Goals.AnyAsync(g => g.KeyResultId == id, cancellation)
            || await db.KeyResultFeeds.AnyAsync(f => f.KeyResultId == id, cancellation))
        {
            return GoalErrors.KeyResultInUse;
        }

        db.KeyResults.Remove(result);
        db.Audit(actor, new AuditNote("Goals.KeyResultRemoved", "Objective", objective.Id, Details: result.Title), now);
        try
        {
            return await db.SaveOrTellAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // a check-in or a goal came in the same moment
            return GoalErrors.KeyResultInUse;
        }
    }
}
