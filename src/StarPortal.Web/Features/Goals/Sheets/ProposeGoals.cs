using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Goals;

namespace StarPortal.Web.Features.Goals.Sheets;

/// <summary>An employee proposes goals and thereby agrees to them.</summary>
public sealed class ProposeGoals(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<GoalKept>> RunAsync(GoalSeen seen, IReadOnlyList<GoalEntry> entries, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        return await GoalScenes.ActAsync(
            db,
            seen,
            actor,
            async scene =>
            {
                if (scene.Side != GoalSide.Employee)
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

                var proposed = scene.Sheet.Propose(scene.Template, entries, actor, now);
                return proposed.Failed
                    ? Result<AuditNote?>.Fail(proposed.Errors)
                    : new AuditNote("Goals.Proposed", "GoalSheet", Details: GoalScenes.Figures(GoalScenes.OwnFigures(scene.Template, scene.Sheet)));
            },
            now,
            cancellation);
    }
}
