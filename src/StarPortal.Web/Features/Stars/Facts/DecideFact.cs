using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Stars.Facts;

/// <summary>Approves or rejects a record: the manager or HR, never one's own and never what one proposed.</summary>
public sealed class DecideFact(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Reason">Needed for a rejection.</param>
    /// <param name="Version">The concurrency token of what the person saw.</param>
    public sealed record Command(int FactId, bool Approve, string Reason, int Version);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await FactStore.FindAsync(db, command.FactId, cancellation) is not var (fact, manager))
        {
            return StarErrors.FactNotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var seen = fact.Version == command.Version;
        var decided = command.Approve ? fact.Approve(manager, actor, now) : fact.Reject(manager, command.Reason, actor, now);
        if (decided.Failed)
        {
            return decided;
        }

        if (!seen)
        {
            return SharedErrors.ChangedElsewhere;
        }

        db.Audit(
            actor,
            new AuditNote(command.Approve ? "Stars.FactApproved" : "Stars.FactRejected", "StarFact", fact.Id, fact.EmployeeId, fact.Reason, FactStore.Details(new(fact.Kind, fact.Code, fact.Title, fact.Date, ""))),
            now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
