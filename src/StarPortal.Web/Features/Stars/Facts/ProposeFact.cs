using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Facts;

/// <summary>Records a completed training, a commendation or an adopted suggestion, for somebody else to approve.</summary>
public sealed class ProposeFact(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Content">For a training the title is taken from the catalogue.</param>
    public sealed record Command(int EmployeeId, StarFactContent Content);

    /// <returns>The record's identifier.</returns>
    public async Task<Result<int>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.Employees.AsNoTracking().SingleOrDefaultAsync(e => e.Id == command.EmployeeId, cancellation) is not { } employee)
        {
            return StarErrors.FactNotFound;
        }

        var content = await FactStore.NamedAsync(db, command.Content, cancellation);
        if (content.Failed)
        {
            return Result<int>.Fail(content.Errors);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var proposed = StarFact.Propose(employee.Id, employee.ManagerId, content.Value, actor, FactStore.Today(employee.TimeZone, now), now);
        if (proposed.Failed)
        {
            return Result<int>.Fail(proposed.Errors);
        }

        return await db.WriteAsync<Result<int>>(
            async () =>
            {
                await db.LockStarFactsAsync(cancellation);
                if (await FactStore.ExistsAsync(db, employee.Id, content.Value, cancellation))
                {
                    return StarErrors.FactTwice;
                }

                db.StarFacts.Add(proposed.Value);
                await db.SaveChangesAsync(cancellation);
                db.Audit(actor, new AuditNote("Stars.FactProposed", "StarFact", proposed.Value.Id, employee.Id, Details: FactStore.Details(content.Value)), now);
                return proposed.Value.Id;
            },
            cancellation);
    }
}
