using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Cycles;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Database;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>A data indicator as the heading of a column.</summary>
public sealed record ActualColumn(string Key, LocalText Name, string Unit, LocalText Source, bool PassFail);

public sealed record ActualCellView(string IndicatorKey, decimal Value, string Source, string Note, DateTime EnteredAt, string EnteredBy, int Version);

/// <param name="Own">The reader's own row, which HR does not fill in.</param>
public sealed record ActualRow(int ParticipantId, string Number, string Name, string Department, bool Own, IReadOnlyList<ActualCellView> Values);

/// <summary>What the page of actual values shows around its rows.</summary>
/// <param name="Locked">Released or not running: nothing can be entered.</param>
public sealed record ActualsView(int CycleId, string Name, bool Locked, IReadOnlyList<ActualColumn> Columns, int Needed, int Present);

public sealed record ActualFilter(string Search = "", bool MissingFirst = true, int Page = 1);

/// <summary>Reads actual values for HR.</summary>
public sealed class ActualQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 25;

    public async Task<ActualsView?> FindAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId).Select(c => new { c.Name, c.TemplateVersionId }).SingleOrDefaultAsync(cancellation);
        if (cycle is null)
        {
            return null;
        }

        var columns = await ColumnsAsync(db, cycle.TemplateVersionId, cancellation);
        var keys = columns.Select(c => c.Key).ToList();
        var people = await db.Participants.CountAsync(p => p.CycleId == cycleId && p.State != ParticipantState.Withdrawn, cancellation);
        var present = await db.ActualValues.CountAsync(
            a => keys.Contains(a.IndicatorKey) && db.Participants.Any(p => p.Id == a.ParticipantId && p.CycleId == cycleId && p.State != ParticipantState.Withdrawn), cancellation);
        var open = await db.CheckActualWindowAsync(cycleId, cancellation);
        return new ActualsView(cycleId, cycle.Name, open.Failed, columns, people * columns.Count, present);
    }

    public async Task<Page<ActualRow>> RowsAsync(int cycleId, ActualFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return new Page<ActualRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = db.Participants.AsNoTracking().Where(p => p.CycleId == cycleId && p.State != ParticipantState.Withdrawn);
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var pattern = SearchPattern.Contains(filter.Search);
            people = people.Where(p => EF.Functions.Like(p.Name.ToLower(), pattern, "\\") || EF.Functions.Like(p.Number.ToLower(), pattern, "\\") || EF.Functions.Like(p.DepartmentName.ToLower(), pattern, "\\"));
        }

        var total = await people.CountAsync(cancellation);
        var ordered = filter.MissingFirst
            ? people.OrderBy(p => db.ActualValues.Count(a => a.ParticipantId == p.Id)).ThenBy(p => p.Name)
            : people.OrderBy(p => p.Name);
        var page = await ordered.ThenBy(p => p.Id).Skip((filter.Page - 1) * PageSize).Take(PageSize)
            .Select(p => new { p.Id, p.EmployeeId, p.Number, p.Name, p.DepartmentName, p.DepartmentPath }).ToListAsync(cancellation);
        var ids = page.Select(p => p.Id).ToList();
        var values = (await db.ActualValues.AsNoTracking().Where(a => ids.Contains(a.ParticipantId)).ToListAsync(cancellation)).ToLookup(a => a.ParticipantId);
        var trails = await DepartmentTrails.OfAsync(db, page.Select(p => p.DepartmentPath), cancellation);
        return new Page<ActualRow>(
            [
                .. page.Select(p => new ActualRow(
                    p.Id,
                    p.Number,
                    p.Name,
                    trails.Of(p.DepartmentPath, p.DepartmentName),
                    !CycleAccess.CanEnterActuals(actor, p.EmployeeId),
                    [.. values[p.Id].Select(a => new ActualCellView(a.IndicatorKey, a.Value, a.Source, a.Note, a.EnteredAt, a.EnteredBy, a.Version))])),
            ],
            total);
    }

    /// <summary>One value as it is now; null when there is none.</summary>
    public async Task<ActualCellView?> CellAsync(int participantId, string key, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.ActualValues.AsNoTracking().Where(a => a.ParticipantId == participantId && a.IndicatorKey == key)
            .Select(a => new ActualCellView(a.IndicatorKey, a.Value, a.Source, a.Note, a.EnteredAt, a.EnteredBy, a.Version))
            .SingleOrDefaultAsync(cancellation);
    }

    /// <summary>Numbers, names and values of everybody, for a file to fill in and take back.</summary>
    public async Task<IReadOnlyList<ActualRow>> AllAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = await db.Participants.AsNoTracking().Where(p => p.CycleId == cycleId && p.State != ParticipantState.Withdrawn)
            .OrderBy(p => p.Number).Select(p => new { p.Id, p.EmployeeId, p.Number, p.Name, p.DepartmentName, p.DepartmentPath }).ToListAsync(cancellation);
        var values = (await db.ActualValues.AsNoTracking().Where(a => db.Participants.Any(p => p.Id == a.ParticipantId && p.CycleId == cycleId)).ToListAsync(cancellation))
            .ToLookup(a => a.ParticipantId);
        var trails = await DepartmentTrails.OfAsync(db, people.Select(p => p.DepartmentPath), cancellation);
        return
        [
            .. people.Where(p => CycleAccess.CanEnterActuals(actor, p.EmployeeId)).Select(p => new ActualRow(
                p.Id, p.Number, p.Name, trails.Of(p.DepartmentPath, p.DepartmentName), false, [.. values[p.Id].Select(a => new ActualCellView(a.IndicatorKey, a.Value, a.Source, a.Note, a.EnteredAt, a.EnteredBy, a.Version))])),
        ];
    }

    private static async Task<List<ActualColumn>> ColumnsAsync(PortalDbContext db, int? templateVersionId, CancellationToken cancellation)
    {
        var template = await db.TemplateVersions.AsNoTracking().Where(v => v.Id == templateVersionId).Select(v => v.Definition).SingleOrDefaultAsync(cancellation);
        return template is null
            ? []
            : [.. template.Indicators.Where(i => i.NeedsActual).Select(i => new ActualColumn(i.Key, i.Name, i.Unit, i.DataSource, i.Measure is PassFailMeasure))];
    }
}
