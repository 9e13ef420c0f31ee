using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Goals;

namespace StarPortal.Web.Features.Goals.Sheets;

/// <summary>The side whose confirmation is awaited agrees; from then on the goals count.</summary>
public sealed class ConfirmGoals(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<GoalKept>> RunAsync(GoalSeen seen, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        return await GoalScenes.ActAsync(
            db,
            seen,
            actor,
            scene =>
            {
                var answer = scene switch
                {
                    { Side: null } => GoalErrors.NotFound,
                    { IsOpen: false } => GoalErrors.PhaseNotOpen,
                    _ => scene.Sheet.Confirm(scene.Template, scene.Side.Value, actor, now),
                };
                return Task.FromResult(answer.Failed
                    ? Result<AuditNote?>.Fail(answer.Errors)
                    : new AuditNote("Goals.Confirmed", "GoalSheet", Details: GoalScenes.Figures(GoalScenes.OwnFigures(scene.Template, scene.Sheet))));
            },
            now,
            cancellation);
    }
}
