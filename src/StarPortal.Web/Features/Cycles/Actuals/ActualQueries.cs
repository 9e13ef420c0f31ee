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
/// <param name="Needed">Participants who are not exempted.</param>
/// <param name="Present">Of these, with a value.</param>
public sealed record ActualColumn(string Key, LocalText Name, string Unit, LocalText Source, bool PassFail, int Needed, int Present);

public sealed record ActualCellView(string IndicatorKey, decimal Value, string Source, string Note, DateTime EnteredAt, string EnteredBy, int Version, int Id, int Files);

/// <param name="Own">The reader's own row, which nobody fills in.</param>
/// <param name="Exempted">Indicators that do not count for the participant.</param>
public sealed record ActualRow(int ParticipantId, string Number, string Name, string Department, bool Own, IReadOnlyList<ActualCellView> Values, IReadOnlyList<string> Exempted);

/// <summary>What the page of actual values shows around its rows.</summary>
/// <param name="Locked">Nothing can be entered now.</param>
/// <param name="CanUnlock">Locked by the end of data collection, and HR may unlock.</param>
/// <param name="Unlocked">HR has unlocked after the end of data collection.</param>
/// <param name="ManagesCycle">The reader is HR: all columns, owners and the lock.</param>
/// <param name="ClosesAt">When data collection ends; null without such a phase.</param>
public sealed record ActualsView(
    int CycleId, string Name, bool Locked, bool CanUnlock, bool Unlocked, bool ManagesCycle, int Version, DateTime? ClosesAt,
    IReadOnlyList<ActualColumn> Columns, IReadOnlyList<ActualChoice> Departments, IReadOnlyList<ActualChoice> Managers)
{
    public int Needed => Columns.Sum(c => c.Needed);

    public int Present => Columns.Sum(c => c.Present);
}

public sealed record ActualChoice(int Id, string Name);

/// <param name="Indicator">Only this column; null shows all.</param>
/// <param name="OnlyMissing">Only participants for whom a shown value is missing.</param>
public sealed record ActualFilter(
    string Search = "", bool MissingFirst = true, int Page = 1, int? DepartmentId = null, int? ManagerId = null, string? Indicator = null, bool OnlyMissing = false);

/// <summary>One value with its history, newest first.</summary>
public sealed record ActualDetail(
    int ParticipantId, string Number, string Person, string Key, LocalText Indicator, string Unit, bool PassFail, LocalText DefaultSource, bool Editable, ActualCellView? Value, IReadOnlyList<ActualHistoryLine> History);

public sealed record ActualHistoryLine(DateTime At, string By, decimal? Before, decimal? After, string Source, string Note);

public sealed record MissingActual(string Number, string Name, string Department, LocalText Indicator);

/// <summary>Reads actual values: all of them for HR, a data owner's columns for the owner.</summary>
public sealed class ActualQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 50;

    public async Task<ActualsView?> FindAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId).Select(c => new
        {
            c.Name,
            c.TemplateVersionId,
            c.Version,
            c.ActualsUnlockedAt,
            ClosesAt = c.Phases.Where(p => p.Kind == PhaseKind.DataCollection).Select(p => (DateTime?)p.ClosesAt).FirstOrDefault(),
        }).SingleOrDefaultAsync(cancellation);
        if (cycle is null || await ActualScope.OfAsync(db, cycleId, actor, cancellation) is not { } scope)
        {
            return null;
        }

        var open = await db.CheckActualWindowAsync(cycleId, cancellation);
        var departments = await People(db, cycleId).GroupBy(p => new { p.DepartmentId, p.DepartmentPath }).Select(g => new { g.Key.DepartmentId, g.Key.DepartmentPath, Name = g.Max(p => p.DepartmentName)! }).ToListAsync(cancellation);
        var trails = await DepartmentTrails.OfAsync(db, departments.Select(d => d.DepartmentPath), cancellation);
        var managers = await (from id in People(db, cycleId).Where(p => p.ManagerId != null).Select(p => p.ManagerId).Distinct()
                              join e in db.Employees on id equals e.Id
                              orderby e.Name
                              select new ActualChoice(e.Id, e.Name)).ToListAsync(cancellation);
        return new ActualsView(
            cycleId, cycle.Name, open.Failed, open.Failed && scope.All && open.Error.Is(CycleErrors.ActualsLocked), cycle.ActualsUnlockedAt is not null, scope.All, cycle.Version, cycle.ClosesAt,
            await CountedAsync(db, cycleId, cycle.TemplateVersionId, scope, cancellation),
            [.. departments.Select(d => new ActualChoice(d.DepartmentId, trails.Of(d.DepartmentPath, d.Name))).DistinctBy(d => d.Id).OrderBy(d => d.Name, StringComparer.CurrentCulture)],
            managers);
    }

    public async Task<Page<ActualRow>> RowsAsync(int cycleId, ActualFilter filter, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await ActualScope.OfAsync(db, cycleId, actor, cancellation) is not { } scope)
        {
            return new Page<ActualRow>([], 0);
        }

        var keys = (await IndicatorsAsync(db, cycleId, scope, cancellation)).Select(i => i.Key).Where(k => filter.Indicator is null or "" || k == filter.Indicator).ToList();
        var people = Filtered(db, People(db, cycleId), filter);
        // what is exempted for everybody is missing for nobody
        var forAll = await Standing(db, cycleId).Where(e => e.ParticipantId == null).Select(e => e.IndicatorKey).ToListAsync(cancellation);
        var needed = keys.Except(forAll).ToList();
        var own = Standing(db, cycleId).Where(e => e.ParticipantId != null && needed.Contains(e.IndicatorKey));
        if (filter.OnlyMissing)
        {
            people = people.Where(p => db.ActualValues.Count(a => a.ParticipantId == p.Id && needed.Contains(a.IndicatorKey))
                + own.Count(e => e.ParticipantId == p.Id && !db.ActualValues.Any(a => a.ParticipantId == p.Id && a.IndicatorKey == e.IndicatorKey)) < needed.Count);
        }

        var total = await people.CountAsync(cancellation);
        var ordered = filter.MissingFirst
            ? people.OrderBy(p => db.ActualValues.Count(a => a.ParticipantId == p.Id && needed.Contains(a.IndicatorKey))
                + own.Count(e => e.ParticipantId == p.Id && !db.ActualValues.Any(a => a.ParticipantId == p.Id && a.IndicatorKey == e.IndicatorKey))).ThenBy(p => p.Name)
            : people.OrderBy(p => p.Name);
        var page = await ordered.ThenBy(p => p.Id).Skip((filter.Page - 1) * PageSize).Take(PageSize).ToListAsync(cancellation);
        return new Page<ActualRow>(await RowsOfAsync(db, cycleId, page, keys, actor, cancellation), total);
    }

    /// <summary>One value as it is now, and everything that it was.</summary>
    public async Task<ActualDetail?> DetailAsync(int participantId, string key, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var person = await db.Participants.AsNoTracking().Where(p => p.Id == participantId).Select(p => new { p.CycleId, p.EmployeeId, p.Number, p.Name }).SingleOrDefaultAsync(cancellation);
        if (person is null
            || await ActualScope.OfAsync(db, person.CycleId, actor, cancellation) is not { } scope
            || (await IndicatorsAsync(db, person.CycleId, scope, cancellation)).Find(i => i.Key == key) is not { } indicator)
        {
            return null;
        }

        var open = await db.CheckActualWindowAsync(person.CycleId, cancellation);
        var history = await db.ActualValueChanges.AsNoTracking().Where(c => c.ParticipantId == participantId && c.IndicatorKey == key).OrderByDescending(c => c.Id)
            .Select(c => new ActualHistoryLine(c.At, c.By, c.Before, c.After, c.Source, c.Note)).ToListAsync(cancellation);
        var value = (await Cells(db, db.ActualValues.Where(a => a.ParticipantId == participantId && a.IndicatorKey == key)).ToListAsync(cancellation)).Select(c => c.View).SingleOrDefault();
        return new ActualDetail(
            participantId, person.Number, person.Name, key, indicator.Name, indicator.Unit, indicator.Measure is PassFailMeasure, indicator.DataSource,
            open.Succeeded && CycleAccess.CanEnterActual(actor, person.EmployeeId, ownsIndicator: true), value, history);
    }

    /// <summary>One participant's row as it is now.</summary>
    public async Task<ActualRow?> RowAsync(int cycleId, int participantId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await ActualScope.OfAsync(db, cycleId, actor, cancellation) is not { } scope)
        {
            return null;
        }

        var keys = (await IndicatorsAsync(db, cycleId, scope, cancellation)).ConvertAll(i => i.Key);
        var people = await People(db, cycleId).Where(p => p.Id == participantId).ToListAsync(cancellation);
        return (await RowsOfAsync(db, cycleId, people, keys, actor, cancellation)).SingleOrDefault();
    }

    /// <summary>Numbers, names and values of everybody, for a file to fill in and take back.</summary>
    public async Task<IReadOnlyList<ActualRow>> AllAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await ActualScope.OfAsync(db, cycleId, actor, cancellation) is not { } scope)
        {
            return [];
        }

        var keys = (await IndicatorsAsync(db, cycleId, scope, cancellation)).ConvertAll(i => i.Key);
        var people = await People(db, cycleId).OrderBy(p => p.Number).ToListAsync(cancellation);
        return [.. (await RowsOfAsync(db, cycleId, people, keys, actor, cancellation)).Where(r => !r.Own)];
    }

    /// <summary>Who lacks which value; exempted ones are not missing.</summary>
    public async Task<IReadOnlyList<MissingActual>> MissingAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await ActualScope.OfAsync(db, cycleId, actor, cancellation) is not { } scope)
        {
            return [];
        }

        var indicators = await IndicatorsAsync(db, cycleId, scope, cancellation);
        var people = await People(db, cycleId).OrderBy(p => p.Number).ToListAsync(cancellation);
        var rows = await RowsOfAsync(db, cycleId, people, indicators.ConvertAll(i => i.Key), actor, cancellation);
        return [.. rows.SelectMany(r => indicators.Where(i => r.Values.All(v => v.IndicatorKey != i.Key) && !r.Exempted.Contains(i.Key)).Select(i => new MissingActual(r.Number, r.Name, r.Department, i.Name)))];
    }

    /// <summary>How many values are missing in a cycle.</summary>
    internal static async Task<int> CountMissingAsync(PortalDbContext db, int cycleId, CancellationToken cancellation)
    {
        var template = await db.Cycles.Where(c => c.Id == cycleId).Select(c => c.TemplateVersionId).SingleAsync(cancellation);
        return (await CountedAsync(db, cycleId, template, new ActualScope(true, []), cancellation)).Sum(c => c.Needed - c.Present);
    }

    internal static IQueryable<Participant> People(PortalDbContext db, int cycleId) =>
        db.Participants.AsNoTracking().Where(p => p.CycleId == cycleId && p.State != ParticipantState.Withdrawn);

    internal static IQueryable<Exemption> Standing(PortalDbContext db, int cycleId) => db.Exemptions.Where(e => e.CycleId == cycleId && e.State == ExemptionState.Approved);

    internal static async Task<List<Indicator>> IndicatorsAsync(PortalDbContext db, int cycleId, ActualScope scope, CancellationToken cancellation)
    {
        var template = await (from c in db.Cycles.AsNoTracking()
                              join v in db.TemplateVersions on c.TemplateVersionId equals v.Id
                              where c.Id == cycleId
                              select v.Definition).SingleOrDefaultAsync(cancellation);
        return template is null ? [] : [.. template.Indicators.Where(i => i.NeedsActual && scope.Has(i.Key))];
    }

    private static async Task<List<ActualColumn>> CountedAsync(PortalDbContext db, int cycleId, int? templateVersionId, ActualScope scope, CancellationToken cancellation)
    {
        var template = await db.TemplateVersions.AsNoTracking().Where(v => v.Id == templateVersionId).Select(v => v.Definition).SingleOrDefaultAsync(cancellation);
        var people = await People(db, cycleId).CountAsync(cancellation);
        var columns = new List<ActualColumn>();
        foreach (var i in template?.Indicators.Where(i => i.NeedsActual && scope.Has(i.Key)) ?? [])
        {
            var values = db.ActualValues.Where(a => a.IndicatorKey == i.Key);
            var exempted = Standing(db, cycleId).Where(e => e.IndicatorKey == i.Key);
            var present = await People(db, cycleId).CountAsync(p => values.Any(a => a.ParticipantId == p.Id), cancellation);
            var free = await People(db, cycleId).CountAsync(p => !values.Any(a => a.ParticipantId == p.Id) && exempted.Any(e => e.ParticipantId == null || e.ParticipantId == p.Id), cancellation);
            columns.Add(new ActualColumn(i.Key, i.Name, i.Unit, i.DataSource, i.Measure is PassFailMeasure, people - free, present));
        }

        return columns;
    }

    private static IQueryable<Participant> Filtered(PortalDbContext db, IQueryable<Participant> people, ActualFilter filter)
    {
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var pattern = SearchPattern.Contains(filter.Search);
            people = people.Where(p => EF.Functions.Like(p.Name.ToLower(), pattern, "\\") || EF.Functions.Like(p.Number.ToLower(), pattern, "\\") || EF.Functions.Like(p.DepartmentName.ToLower(), pattern, "\\"));
        }

        if (filter.DepartmentId is { } department)
        {
            // with those below it, as the organisation was at launch
            var below = SearchPattern.Contains($"/{department}/");
            people = people.Where(p => EF.Functions.Like(p.DepartmentPath, below, "\\"));
        }

        return filter.ManagerId is { } manager ? people.Where(p => p.ManagerId == manager) : people;
    }

    private static async Task<List<ActualRow>> RowsOfAsync(PortalDbContext db, int cycleId, List<Participant> people, List<string> keys, Actor actor, CancellationToken cancellation)
    {
        // one page by its identifiers, a whole cycle by the cycle
        var ids = people.ConvertAll(p => p.Id);
        var values = db.ActualValues.Where(a => keys.Contains(a.IndicatorKey));
        values = ids.Count <= PageSize ? values.Where(a => ids.Contains(a.ParticipantId)) : values.Where(a => db.Participants.Any(p => p.Id == a.ParticipantId && p.CycleId == cycleId));
        var cells = (await Cells(db, values).ToListAsync(cancellation)).ToLookup(c => c.ParticipantId, c => c.View);
        var exemptions = await Standing(db, cycleId).Where(e => keys.Contains(e.IndicatorKey)).Select(e => new { e.ParticipantId, e.IndicatorKey }).ToListAsync(cancellation);
        var forAll = exemptions.Where(e => e.ParticipantId is null).Select(e => e.IndicatorKey).ToList();
        var forOne = exemptions.Where(e => e.ParticipantId is not null).ToLookup(e => e.ParticipantId!.Value, e => e.IndicatorKey);
        var trails = await DepartmentTrails.OfAsync(db, people.Select(p => p.DepartmentPath), cancellation);
        return people.ConvertAll(p => new ActualRow(
            p.Id, p.Number, p.Name, trails.Of(p.DepartmentPath, p.DepartmentName), actor.EmployeeId == p.EmployeeId, [.. cells[p.Id]], [.. forAll.Concat(forOne[p.Id]).Distinct()]));
    }

    private static IQueryable<OwnedCell> Cells(PortalDbContext db, IQueryable<ActualValue> values) => values.AsNoTracking().Select(a => new OwnedCell(
        a.ParticipantId,
        new ActualCellView(
            a.IndicatorKey, a.Value, a.Source, a.Note, a.EnteredAt, a.EnteredBy, a.Version, a.Id,
            db.EvidenceFiles.Count(f => f.OwnerKind == ActualEvidence.OwnerKind && f.OwnerId == a.Id && f.RemovedAt == null))));

    private sealed record OwnedCell(int ParticipantId, ActualCellView View);
}
