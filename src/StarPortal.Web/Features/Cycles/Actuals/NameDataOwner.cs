using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <param name="Named">True names the employee, false ends it.</param>
public sealed record DataOwnerChange(int CycleId, string IndicatorKey, int EmployeeId, bool Named);

/// <summary>Lets HR name the employees who enter an indicator's values in a cycle.</summary>
public sealed class NameDataOwner(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(DataOwnerChange change, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await db.Employees.AsNoTracking().SingleOrDefaultAsync(e => e.Id == change.EmployeeId, cancellation) is not { } employee)
        {
            return CycleErrors.NotFound;
        }

        if ((await ActualQueries.IndicatorsAsync(db, change.CycleId, new ActualScope(true, []), cancellation)).All(i => i.Key != change.IndicatorKey))
        {
            return ActualErrors.UnknownIndicator.With(change.IndicatorKey);
        }

        var owner = await db.DataOwners.SingleOrDefaultAsync(o => o.CycleId == change.CycleId && o.IndicatorKey == change.IndicatorKey && o.EmployeeId == change.EmployeeId, cancellation);
        if (owner is not null == change.Named)
        {
            return Result.Ok;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (owner is null)
        {
            db.DataOwners.Add(new DataOwner(change.CycleId, change.IndicatorKey, change.EmployeeId, actor, now));
        }
        else
        {
            db.DataOwners.Remove(owner);
        }

        db.Audit(
            actor,
            new AuditNote(change.Named ? "Cycles.DataOwnerNamed" : "Cycles.DataOwnerEnded", "Cycle", change.CycleId, change.EmployeeId, Details: $"{change.IndicatorKey}: {employee.Number} {employee.Name}"),
            now);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // a colleague did the same in the same moment
            return SharedErrors.ChangedElsewhere;
        }

        return Result.Ok;
    }
}
