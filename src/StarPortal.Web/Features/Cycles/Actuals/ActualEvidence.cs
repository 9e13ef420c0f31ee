using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Cycles;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Evidence;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>Files beside an actual value: for HR and the indicator's data owners, changed while values may be; the participant may read them after release.</summary>
internal sealed class ActualEvidence(IDbContextFactory<PortalDbContext> factory) : IEvidenceAccess
{
    public const string OwnerKind = "ActualValue";

    public string Kind => OwnerKind;

    public async Task<bool> CanViewAsync(Actor actor, int ownerId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await FindAsync(db, ownerId, cancellation) is { } value
            && (await EntersAsync(db, value, actor, cancellation)
                || (actor.EmployeeId == value.EmployeeId && value.State is CycleState.Released or CycleState.Closed));
    }

    public async Task<bool> CanChangeAsync(Actor actor, int ownerId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await FindAsync(db, ownerId, cancellation) is { } value
            && await EntersAsync(db, value, actor, cancellation)
            && (await db.CheckActualWindowAsync(value.CycleId, cancellation)).Succeeded;
    }

    private static async Task<bool> EntersAsync(PortalDbContext db, Owned value, Actor actor, CancellationToken cancellation) =>
        await ActualScope.OfAsync(db, value.CycleId, actor, cancellation) is { } scope
        && CycleAccess.CanEnterActual(actor, value.EmployeeId, scope.Has(value.Key));

    private static Task<Owned?> FindAsync(PortalDbContext db, int id, CancellationToken cancellation) =>
        (from a in db.ActualValues.AsNoTracking()
         join p in db.Participants on a.ParticipantId equals p.Id
         join c in db.Cycles on p.CycleId equals c.Id
         where a.Id == id
         select new Owned(p.CycleId, p.EmployeeId, a.IndicatorKey, c.State)).SingleOrDefaultAsync(cancellation);

    private sealed record Owned(int CycleId, int EmployeeId, string Key, CycleState State);
}
