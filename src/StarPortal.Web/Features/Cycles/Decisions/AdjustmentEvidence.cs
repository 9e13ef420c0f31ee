using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Evidence;

namespace StarPortal.Web.Features.Cycles.Decisions;

/// <summary>Files beside points: for HR and the participant's line; the participant reads those of approved points after release.</summary>
internal sealed class AdjustmentEvidence(IDbContextFactory<PortalDbContext> factory) : IEvidenceAccess
{
    public const string OwnerKind = "Adjustment";

    public string Kind => OwnerKind;

    public async Task<bool> CanViewAsync(Actor actor, int ownerId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await FindAsync(db, ownerId, cancellation) is { } owned
            && (owned.EmployeeId == actor.EmployeeId
                ? owned is { State: AdjustmentState.Approved, Cycle: CycleState.Released or CycleState.Closed }
                : AdjustmentAccess.CanPropose(actor, (await LinePlaces.ReadAsync(db, actor, cancellation)).Of(owned.EmployeeId, owned.ManagerId)));
    }

    public async Task<bool> CanChangeAsync(Actor actor, int ownerId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await FindAsync(db, ownerId, cancellation) is { State: AdjustmentState.Proposed, Cycle: CycleState.Running or CycleState.Calibrating } owned
            && (owned.ProposedById == actor.AccountId || actor.IsHrFor(owned.EmployeeId));
    }

    private static Task<Owned?> FindAsync(PortalDbContext db, int id, CancellationToken cancellation) =>
        (from a in db.Adjustments.AsNoTracking()
         join p in db.Participants on a.ParticipantId equals p.Id
         join c in db.Cycles on p.CycleId equals c.Id
         where a.Id == id
         select new Owned(p.EmployeeId, p.ManagerId, a.ProposedById, a.State, c.State)).SingleOrDefaultAsync(cancellation);

    private sealed record Owned(int EmployeeId, int? ManagerId, int ProposedById, AdjustmentState State, CycleState Cycle);
}
