using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Goals;

namespace StarPortal.Web.Features.Goals.Sheets;

/// <summary>Takes a proposal or an agreement back: by either side while the phase is open, by HR for one sheet until release.</summary>
public sealed class ReopenGoals(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<GoalKept>> RunAsync(GoalSeen seen, string reason, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        return await GoalScenes.ActAsync(
            db,
            seen,
            actor,
            scene =>
            {
                var byHr = !scene.IsOpen && GoalAccess.CanReopenAfterPhase(actor, scene.Sheet.EmployeeId) && GoalWindow.CanReopenOne(scene.Cycle, scene.Phase);
                var answer = byHr || (scene.IsOpen && scene.Side is not null)
                    ? scene.Sheet.Reopen(reason, byHr, actor, now)
                    : GoalErrors.PhaseNotOpen;
                return Task.FromResult(answer.Failed
                    ? Result<AuditNote?>.Fail(answer.Errors)
                    : new AuditNote(byHr ? "Goals.ReopenedAfterPhase" : "Goals.Reopened", "GoalSheet", Reason: reason.Trim()));
            },
            now,
            cancellation);
    }
}
