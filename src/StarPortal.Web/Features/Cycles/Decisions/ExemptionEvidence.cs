using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Shared.Evidence;

namespace StarPortal.Web.Features.Cycles.Decisions;

/// <summary>Files beside an exemption: for who sees it; added by who asked, or by HR, until it is decided. What a public exemption rests on is not public.</summary>
internal sealed class ExemptionEvidence(IDbContextFactory<PortalDbContext> factory) : IEvidenceAccess
{
    public const string OwnerKind = "Exemption";

    public string Kind => OwnerKind;

    public async Task<bool> CanViewAsync(Actor actor, int ownerId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.Exemptions.AsNoTracking().SingleOrDefaultAsync(e => e.Id == ownerId, cancellation) is not { } exemption)
        {
            return false;
        }

        var person = await db.Participants.AsNoTracking().Where(p => p.Id == exemption.ParticipantId)
            .Select(p => new ExemptionQueries.Person(p.Id, p.EmployeeId, p.ManagerId, p.Number, p.Name)).SingleOrDefaultAsync(cancellation);
        var places = await LinePlaces.ReadAsync(db, actor, cancellation);
        return person is null
            ? actor.IsHr || actor.IsCommittee || exemption.RequestedById == actor.AccountId || places.Everybody.LeadsTheLine
            : ExemptionQueries.Sees(actor, exemption, person, places.Of(person.EmployeeId, person.ManagerId));
    }

    public async Task<bool> CanChangeAsync(Actor actor, int ownerId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        // HR is no HR on their own exemption: there they add to what they asked for themselves only
        var me = actor.EmployeeId;
        return await db.Exemptions.AnyAsync(
            e => e.Id == ownerId && e.State == ExemptionState.Requested
                && (e.RequestedById == actor.AccountId || (actor.IsHr && !db.Participants.Any(p => p.Id == e.ParticipantId && p.EmployeeId == me)))
                && db.Cycles.Any(c => c.Id == e.CycleId && (c.State == CycleState.Running || c.State == CycleState.Calibrating)),
            cancellation);
    }
}
