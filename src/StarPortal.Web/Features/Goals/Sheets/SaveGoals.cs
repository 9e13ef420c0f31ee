using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Goals;

namespace StarPortal.Web.Features.Goals.Sheets;

/// <summary>Keeps an employee's draft; it need not add up yet.</summary>
public sealed class SaveGoals(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
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

                var saved = scene.Sheet.SaveDraft(scene.Template, entries, now);
                return saved.Failed ? Result<AuditNote?>.Fail(saved.Errors) : Result<AuditNote?>.Of(null);
            },
            now,
            cancellation);
    }
}
