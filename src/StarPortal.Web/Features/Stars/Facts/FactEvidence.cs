using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Evidence;

namespace StarPortal.Web.Features.Stars.Facts;

/// <summary>Who reads and adds evidence of records: the employee, the manager and HR; added only until it is decided.</summary>
internal sealed class FactEvidence(IDbContextFactory<PortalDbContext> factory) : IEvidenceAccess
{
    public const string OwnerKind = "StarFact";

    public string Kind => OwnerKind;

    public async Task<bool> CanViewAsync(Actor actor, int ownerId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await FactStore.FindAsync(db, ownerId, cancellation) is var (fact, manager) && StarAccess.CanViewFact(actor, fact.EmployeeId, manager);
    }

    public async Task<bool> CanChangeAsync(Actor actor, int ownerId, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await FactStore.FindAsync(db, ownerId, cancellation) is var (fact, manager)
            && fact.State == StarFactState.Proposed
            && StarAccess.CanProposeFact(actor, fact.EmployeeId, manager);
    }
}
