using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Cycles.Decisions;

/// <param name="Evidence">What proves it, in words.</param>
public sealed record AdjustmentProposal(int ParticipantId, decimal Points, string Reason, string Evidence);

/// <summary>Proposes bonus or deduction points for a participant.</summary>
public sealed class ProposeAdjustment(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<int>> RunAsync(AdjustmentProposal proposal, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var person = await db.Participants.AsNoTracking().SingleOrDefaultAsync(p => p.Id == proposal.ParticipantId && p.State != ParticipantState.Withdrawn, cancellation);
        if (person is null || !AdjustmentAccess.CanPropose(actor, (await LinePlaces.ReadAsync(db, actor, cancellation)).Of(person.EmployeeId, person.ManagerId)))
        {
            return CycleErrors.NotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var proposed = Adjustment.Propose(person.Id, proposal.Points, proposal.Reason, proposal.Evidence, actor, now);
        if (proposed.Failed)
        {
            return Result<int>.Fail(proposed.Errors);
        }

        return await db.WriteOrTellAsync<int>(
            async () =>
            {
                if (await db.HoldCycleAsync(person.CycleId, cancellation) is { } state && state is not (CycleState.Running or CycleState.Calibrating))
                {
                    return CycleErrors.WrongState.With(state);
                }

                db.Adjustments.Add(proposed.Value);
                await db.SaveChangesAsync(cancellation);
                db.Audit(actor, Note("Cycles.AdjustmentProposed", proposed.Value, person, proposal.Reason), now);
                return proposed.Value.Id;
            },
            cancellation);
    }

    internal static AuditNote Note(string action, Adjustment adjustment, Participant person, string reason) =>
        new(action, "Adjustment", adjustment.Id, person.EmployeeId, reason.Trim(), FormattableString.Invariant($"{person.Number} {person.Name}: {adjustment.Points:+0.##;-0.##}"));
}
