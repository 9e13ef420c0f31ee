using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Cycles.Decisions;

public enum ExemptionMove
{
    ApproveForManagement,
    ApproveForHr,
    Reject,
    Withdraw,
    Revoke,
}

/// <param name="Version">Of the exemption, as the person saw it.</param>
public sealed record ExemptionDecision(int Id, int Version, ExemptionMove Move, string Reason = "");

/// <summary>Approves, rejects, takes back or revokes exemptions: several at once, all of them or none.</summary>
public sealed class DecideExemption(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int cycleId, IReadOnlyList<ExemptionDecision> decisions, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(
            async () =>
            {
                // the quota spans cycles: its lock before the cycle's, for everybody alike
                await db.LockSchemeChangesAsync(cancellation);
                await db.LockCycleAsync(cycleId, cancellation);
                if (await db.Cycles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == cycleId, cancellation) is not { } cycle)
                {
                    return CycleErrors.NotFound;
                }

                var places = await LinePlaces.ReadAsync(db, actor, cancellation);
                foreach (var decision in decisions)
                {
                    var done = await DecideAsync(db, cycle, decision, places, actor, cancellation);
                    if (done.Failed)
                    {
                        return done;
                    }
                }

                return Result.Ok;
            },
            cancellation);
    }

    private async Task<Result> DecideAsync(PortalDbContext db, Cycle cycle, ExemptionDecision decision, LinePlaces places, Actor actor, CancellationToken cancellation)
    {
        var found = await db.Exemptions.SingleOrDefaultAsync(e => e.Id == decision.Id && e.CycleId == cycle.Id, cancellation);
        var person = await db.Participants.AsNoTracking().SingleOrDefaultAsync(p => found != null && p.Id == found.ParticipantId, cancellation);
        var place = person is null ? places.Everybody : places.Of(person.EmployeeId, person.ManagerId);
        if (found is null || !Allowed(decision.Move, actor, place, found))
        {
            return CycleErrors.NotFound;
        }

        if (cycle.State is not (CycleState.Running or CycleState.Calibrating))
        {
            return CycleErrors.WrongState.With(cycle.State);
        }

        if (found.Version != decision.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var done = decision.Move switch
        {
            ExemptionMove.ApproveForManagement => found.Approve(ExemptionSide.Management, actor, now),
            ExemptionMove.ApproveForHr => found.Approve(ExemptionSide.Hr, actor, now),
            ExemptionMove.Reject => found.Reject(decision.Reason, actor, now),
            ExemptionMove.Withdraw => found.Withdraw(decision.Reason, actor, now),
            _ => found.Revoke(decision.Reason, actor, now),
        };
        if (done.Failed)
        {
            return done;
        }

        if (found is { ParticipantId: null, State: ExemptionState.Approved })
        {
            var quota = await SchemeChanges.QuotaAsync(db, cycle.PeriodEnd.Year, cancellation);
            if (!quota.HasRoom)
            {
                return ExemptionErrors.QuotaUsed.With(quota.Allowed, quota.Year);
            }
        }

        var last = found.Steps[^1];
        db.Audit(actor, RequestExemption.Note($"Cycles.Exemption{last.Kind}", cycle.Id, person, found.IndicatorKey, last.Reason), now);
        await db.SaveChangesAsync(cancellation);
        return Result.Ok;
    }

    private static bool Allowed(ExemptionMove move, Actor actor, LinePlace place, Exemption exemption) => move switch
    {
        ExemptionMove.ApproveForManagement => ExemptionAccess.CanApprove(ExemptionSide.Management, actor, place),
        ExemptionMove.ApproveForHr => ExemptionAccess.CanApprove(ExemptionSide.Hr, actor, place),
        ExemptionMove.Reject => ExemptionAccess.CanReject(actor, place),
        ExemptionMove.Withdraw => exemption.RequestedById == actor.AccountId,
        _ => ExemptionAccess.CanRevoke(actor, place),
    };
}
