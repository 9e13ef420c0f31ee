using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Stars.Facts;

/// <summary>Takes a record back: the proposer as long as nothing is decided, HR with a reason also afterwards.</summary>
public sealed class WithdrawFact(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public sealed record Command(int FactId, string Reason, int Version);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await FactStore.FindAsync(db, command.FactId, cancellation) is not var (fact, _))
        {
            return StarErrors.FactNotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var seen = fact.Version == command.Version;
        var withdrawn = fact.Withdraw(command.Reason, actor, now);
        if (withdrawn.Failed)
        {
            return withdrawn;
        }

        if (!seen)
        {
            return SharedErrors.ChangedElsewhere;
        }

        db.Audit(
            actor,
            new AuditNote("Stars.FactWithdrawn", "StarFact", fact.Id, fact.EmployeeId, fact.Reason, FactStore.Details(new(fact.Kind, fact.Code, fact.Title, fact.Date, ""))),
            now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
