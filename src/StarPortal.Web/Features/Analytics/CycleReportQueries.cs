using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Analytics;

/// <summary>A cycle for management: frozen when it is closed, worked out anew while it is only released.</summary>
internal sealed class CycleReportQueries(IDbContextFactory<PortalDbContext> factory)
{
    private const int Cycles = 8;

    public async Task<CycleReport?> FindAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await ReportScenes.CycleAsync(db, cycleId, cancellation) is not { } cycle
            || !ReportAccess.CanRead(ReportKind.Cycle, actor, await ReportScenes.PlaceAsync(db, cycle, actor, cancellation)))
        {
            return null;
        }

        var frozen = await db.CycleStatistics.AsNoTracking().Where(s => s.CycleId == cycleId && s.SupersededAt == null).SingleOrDefaultAsync(cancellation);
        var figures = frozen?.Figures ?? await CycleFigureReader.ReadAsync(db, cycleId, cancellation);
        if (figures is null)
        {
            return null;
        }

        var trails = await DepartmentTrails.OfAsync(db, figures.Departments.Select(d => d.Path), cancellation);
        return new CycleReport(
            cycle, figures, frozen?.FrozenAt, await TrendAsync(db, cycle, cancellation), figures.Departments.ToDictionary(d => d.Path, d => trails.Of(d.Path, d.Name), StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyList<TrendPoint>> TrendAsync(PortalDbContext db, ReportCycle cycle, CancellationToken cancellation)
    {
        var rows = await (from s in db.CycleStatistics.AsNoTracking()
                          join c in db.Cycles on s.CycleId equals c.Id
                          where s.SupersededAt == null && c.PeriodKind == cycle.PeriodKind && c.PeriodEnd <= cycle.PeriodEnd
                          orderby c.PeriodEnd descending, c.Id descending
                          select new { c.Name, c.PeriodEnd, s.Figures }).Take(Cycles).ToListAsync(cancellation);
        rows.Reverse();
        return rows.ConvertAll(r => new TrendPoint(r.Name, r.PeriodEnd, r.Figures.Rated, r.Figures.Mean, CycleReport.PercentOf(r.Figures.Participation)));
    }
}
