using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Goals;

namespace StarPortal.Web.Features.Goals.Sheets;

/// <summary>The manager's side changes what was proposed, with a reason; the employee has to confirm again.</summary>
public sealed class ChangeGoals(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<GoalKept>> RunAsync(GoalSeen seen, IReadOnlyList<GoalEntry> entries, string reason, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        return await GoalScenes.ActAsync(
            db,
            seen,
            actor,
            async scene =>
            {
                if (scene.Side != GoalSide.Manager)
                {
                    return GoalErrors.NotFound;
                }

                if (!scene.IsOpen)
                {
                    return GoalErrors.PhaseNotOpen;
                }

                if (!await GoalScenes.KeyResultsExistAsync(db, entries, cancellation))
                {
                    return GoalErrors.UnknownKeyResult;
                }

                var changed = scene.Sheet.Change(scene.Template, entries, reason, actor, now);
                return changed.Failed
                    ? Result<AuditNote?>.Fail(changed.Errors)
                    : new AuditNote("Goals.Changed", "GoalSheet", Reason: reason.Trim(), Details: GoalScenes.Figures(scene.Sheet.Steps[^1].Changes));
            },
            now,
            cancellation);
    }
}
