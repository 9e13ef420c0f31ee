using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Cycles.Decisions;

public enum AdjustmentMove
{
    Approve,
    Reject,
    Withdraw,
    Revoke,
}

/// <param name="Version">Of the adjustment, as the person saw it.</param>
public sealed record AdjustmentDecision(int Id, int Version, AdjustmentMove Move, string Reason = "");

/// <summary>Approves, rejects, takes back or revokes points, up to release.</summary>
public sealed class DecideAdjustment(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(AdjustmentDecision decision, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await (from a in db.Adjustments
                           join p in db.Participants on a.ParticipantId equals p.Id
                           where a.Id == decision.Id
                           select (int?)p.CycleId).SingleOrDefaultAsync(cancellation);
        return cycle is null ? CycleErrors.NotFound : await db.WriteOrTellAsync(() => DecideAsync(db, cycle.Value, decision, actor, cancellation), cancellation);
    }

    private async Task<Result> DecideAsync(PortalDbContext db, int cycleId, AdjustmentDecision decision, Actor actor, CancellationToken cancellation)
    {
        // one decision at a time: the limit is over all of a participant's points
        await db.LockCycleAsync(cycleId, cancellation);
        var found = await db.Adjustments.SingleAsync(a => a.Id == decision.Id, cancellation);
        var person = await db.Participants.AsNoTracking().SingleAsync(p => p.Id == found.ParticipantId, cancellation);
        var mine = decision.Move == AdjustmentMove.Withdraw ? found.ProposedById == actor.AccountId : AdjustmentAccess.CanDecide(actor, person.EmployeeId);
        if (!mine)
        {
            return CycleErrors.NotFound;
        }

        var state = await db.Cycles.Where(c => c.Id == cycleId).Select(c => c.State).SingleAsync(cancellation);
        if (state is not (CycleState.Running or CycleState.Calibrating))
        {
            return CycleErrors.WrongState.With(state);
        }

        if (found.Version != decision.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var approved = (await db.Adjustments.Where(a => a.ParticipantId == person.Id && a.State == AdjustmentState.Approved).Select(a => a.Points).ToListAsync(cancellation)).Sum();
        var done = decision.Move switch
        {
            AdjustmentMove.Approve => found.Approve(approved, actor, now),
            AdjustmentMove.Reject => found.Reject(decision.Reason, actor, now),
            AdjustmentMove.Withdraw => found.Withdraw(decision.Reason, actor, now),
            _ => found.Revoke(decision.Reason, actor, now),
        };
        if (done.Succeeded)
        {
            db.Audit(actor, ProposeAdjustment.Note($"Cycles.Adjustment{found.Steps[^1].Kind}", found, person, found.Steps[^1].Reason), now);
        }

        return done;
    }
}
