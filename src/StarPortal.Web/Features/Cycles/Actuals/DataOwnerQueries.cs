using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Actuals;

public sealed record DataOwnerView(string IndicatorKey, int EmployeeId, string Number, string Name);

/// <summary>Who enters what, for HR.</summary>
public sealed class DataOwnerQueries(IDbContextFactory<PortalDbContext> factory)
{
    public async Task<IReadOnlyList<DataOwnerView>> ListAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await (from o in db.DataOwners.AsNoTracking()
                      join e in db.Employees on o.EmployeeId equals e.Id
                      where o.CycleId == cycleId
                      orderby e.Name
                      select new DataOwnerView(o.IndicatorKey, e.Id, e.Number, e.Name)).ToListAsync(cancellation);
    }
}
