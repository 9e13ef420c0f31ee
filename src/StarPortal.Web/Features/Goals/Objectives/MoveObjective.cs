using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Goals;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Goals.Objectives;

/// <param name="To">Active from a draft or a closed one, else the outcome.</param>
/// <param name="Words">What came of it, or why it is opened again.</param>
public sealed record ObjectiveMove(int Id, int Version, ObjectiveState To, string Words = "");

/// <summary>Makes an objective active, closes it with an outcome, or takes a closing back.</summary>
public sealed class MoveObjective(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(ObjectiveMove move, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => MoveAsync(db, move, actor, cancellation), cancellation);
    }

    private async Task<Result> MoveAsync(PortalDbContext db, ObjectiveMove move, Actor actor, CancellationToken cancellation)
    {
        // an objective below it must not be made active in the same moment
        await db.LockOrganisationAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var objective = await db.Objectives.SingleOrDefaultAsync(o => o.Id == move.Id, cancellation);
        if (objective is null || !await db.CanManageAsync(actor, objective.DepartmentId, DateOnly.FromDateTime(now), cancellation))
        {
            return GoalErrors.NotFound;
        }

        if (objective.Version != move.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var wasClosed = objective.IsClosed;
        var below = db.Objectives.Where(o => o.ParentId == move.Id);
        var done = move.To != ObjectiveState.Active
            ? objective.Close(move.To, move.Words, await below.CountAsync(o => o.State == ObjectiveState.Active, cancellation), actor, now)
            : wasClosed
                ? objective.Reopen(move.Words)
                : objective.Activate(await db.KeyResults.CountAsync(k => k.ObjectiveId == move.Id, cancellation) + await below.CountAsync(cancellation));
        if (done.Failed)
        {
            return done;
        }

        if (objective.State == ObjectiveState.Active)
        {
            foreach (var result in await db.KeyResults.Where(k => k.ObjectiveId == move.Id).ToListAsync(cancellation))
            {
                result.BeginCheckIns(now);
            }
        }

        var action = move.To != ObjectiveState.Active ? "Goals.ObjectiveClosed" : wasClosed ? "Goals.ObjectiveReopened" : "Goals.ObjectiveActivated";
        db.Audit(actor, new AuditNote(action, "Objective", objective.Id, Reason: move.Words.Trim(), Details: $"{objective.Title}: {objective.State}"), now);
        return Result.Ok;
    }
}
