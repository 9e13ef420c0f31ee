using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Goals;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Goals.Objectives;

/// <summary>One key result as a line.</summary>
/// <param name="Overdue">A check-in is due.</param>
public sealed record KeyResultLine(
    int Id, int ObjectiveId, string Title, string Unit, decimal Start, decimal Target, decimal Current, decimal Weight, decimal Progress,
    Confidence? Confidence, CheckInCadence Cadence, string Owner, DateTime DueAt, DateTime? CheckedInAt, bool Overdue);

/// <param name="Progress">Percent, rolled up; null when nothing measures it.</param>
public sealed record ObjectiveLine(
    int Id, int? ParentId, string Title, int DepartmentId, string Department, string Owner, DateOnly PeriodStart, DateOnly PeriodEnd,
    decimal Weight, ObjectiveState State, decimal? Progress, IReadOnlyList<KeyResultLine> KeyResults);

public sealed record ObjectivePeriod(DateOnly Start, DateOnly End);

public sealed record DepartmentOption(int Id, string Name);

/// <param name="Period">Null shows every period.</param>
/// <param name="DepartmentId">With everything below it; null shows all.</param>
public sealed record ObjectiveFilter(ObjectivePeriod? Period = null, int? DepartmentId = null, bool WithClosed = true);

/// <param name="CanAdd">The reader may write objectives somewhere.</param>
public sealed record ObjectiveTreeView(
    IReadOnlyList<ObjectiveLine> Lines, IReadOnlyList<ObjectivePeriod> Periods, IReadOnlyList<DepartmentOption> Departments, ObjectiveFilter Filter, bool CanAdd);

/// <param name="Below">Objectives right below it.</param>
/// <param name="Version">Of the objective.</param>
public sealed record ObjectiveView(
    ObjectiveLine Line, string Description, int OwnerId, string Outcome, DateTime? ClosedAt, string ClosedBy, int Version, bool CanManage,
    string? ParentTitle, IReadOnlyList<ObjectiveLine> Below);

/// <summary>What the form of an objective offers.</summary>
public sealed record ObjectiveChoices(IReadOnlyList<DepartmentOption> Departments, IReadOnlyList<DepartmentOption> Parents, ObjectiveEdit? Edit, string Owner, int? Me, string MyName);

/// <summary>Reads objectives; everybody may. The tree is small beside the people: it is read whole and rolled up in memory.</summary>
public sealed class ObjectiveQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <param name="filter">Null takes the period that runs today.</param>
    public async Task<ObjectiveTreeView> TreeAsync(ObjectiveFilter? filter, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var lines = await LinesAsync(db, cancellation);
        var today = DateOnly.FromDateTime(Now);
        List<ObjectivePeriod> periods = [.. lines.Select(l => new ObjectivePeriod(l.PeriodStart, l.PeriodEnd)).Distinct().OrderByDescending(p => p.Start).ThenBy(p => p.End)];
        filter ??= new ObjectiveFilter(periods.Find(p => p.Start <= today && today <= p.End) ?? periods.FirstOrDefault());
        var inside = filter.DepartmentId is { } root
            ? (await db.Departments.AsNoTracking().Where(d => d.Path.StartsWith(db.Departments.Where(r => r.Id == root).Select(r => r.Path).First())).Select(d => d.Id).ToListAsync(cancellation)).ToHashSet()
            : null;
        var shown = lines.Where(l =>
            (filter.Period is not { } p || (l.PeriodStart <= p.End && l.PeriodEnd >= p.Start))
            && (inside is null || inside.Contains(l.DepartmentId))
            && (filter.WithClosed || l.State is ObjectiveState.Draft or ObjectiveState.Active));
        var departments = lines.Select(l => new DepartmentOption(l.DepartmentId, l.Department)).Distinct().OrderBy(d => d.Name, StringComparer.CurrentCulture);
        return new ObjectiveTreeView([.. shown], periods, [.. departments], filter, await ObjectiveRights.ManagedBy(db, actor, today).AnyAsync(cancellation));
    }

    public async Task<ObjectiveView?> FindAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var lines = await LinesAsync(db, cancellation);
        if (lines.FirstOrDefault(l => l.Id == id) is not { } line)
        {
            return null;
        }

        var more = await db.Objectives.AsNoTracking().Where(o => o.Id == id)
            .Select(o => new { o.Description, o.OwnerId, o.Outcome, o.ClosedAt, o.ClosedBy, o.Version }).SingleAsync(cancellation);
        return new ObjectiveView(
            line, more.Description, more.OwnerId, more.Outcome, more.ClosedAt, more.ClosedBy, more.Version,
            await db.CanManageAsync(actor, line.DepartmentId, DateOnly.FromDateTime(Now), cancellation),
            lines.FirstOrDefault(l => l.Id == line.ParentId)?.Title,
            [.. lines.Where(l => l.ParentId == id)]);
    }

    /// <summary>What the form offers; null when the actor may not write this objective, or none at all.</summary>
    public async Task<ObjectiveChoices?> ChoicesAsync(int? id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var today = DateOnly.FromDateTime(Now);
        var managed = await ObjectiveRights.ManagedBy(db, actor, today).Select(d => new { d.Id, d.Name, d.Path }).ToListAsync(cancellation);
        var found = await db.Objectives.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellation);
        if (managed.Count == 0 || (id is not null && (found is null || found.IsClosed || managed.TrueForAll(d => d.Id != found.DepartmentId))))
        {
            return null;
        }

        var trails = await DepartmentTrails.OfAsync(db, managed.Select(d => d.Path), cancellation);
        var all = await db.Objectives.AsNoTracking().Select(o => new { o.Id, o.ParentId, o.Title, o.State, o.PeriodStart }).ToListAsync(cancellation);
        var parents = all.ToDictionary(o => o.Id, o => o.ParentId);
        var owner = await db.Employees.AsNoTracking().Where(e => e.Id == (found == null ? actor.EmployeeId : found.OwnerId)).Select(e => e.Name).FirstOrDefaultAsync(cancellation) ?? "";
        return new ObjectiveChoices(
            [.. managed.Select(d => new DepartmentOption(d.Id, trails.Of(d.Path, d.Name))).OrderBy(d => d.Name, StringComparer.CurrentCulture)],
            [
                .. all.Where(o => o.State is ObjectiveState.Draft or ObjectiveState.Active && (id is not { } self || ObjectiveProgress.MayMove(self, o.Id, parents)))
                    .OrderByDescending(o => o.PeriodStart).ThenBy(o => o.Title, StringComparer.CurrentCulture).Select(o => new DepartmentOption(o.Id, o.Title)),
            ],
            found is null ? null : new ObjectiveEdit(found.Id, found.Version, found.Details),
            owner,
            actor.EmployeeId,
            actor.Name);
    }

    private async Task<List<ObjectiveLine>> LinesAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var now = Now;
        var results = (await (from k in db.KeyResults.AsNoTracking()
                              join e in db.Employees on k.OwnerId equals e.Id
                              orderby k.Id
                              select new { Result = k, Owner = e.Name }).ToListAsync(cancellation)).ToLookup(k => k.Result.ObjectiveId);
        var objectives = await (from o in db.Objectives.AsNoTracking()
                                join d in db.Departments on o.DepartmentId equals d.Id
                                join e in db.Employees on o.OwnerId equals e.Id
                                orderby o.PeriodStart, o.Id
                                select new { Objective = o, Department = d.Name, d.Path, Owner = e.Name }).ToListAsync(cancellation);
        var progress = ObjectiveProgress.RollUp(
            [.. objectives.Select(o => new ObjectiveNode(o.Objective.Id, o.Objective.ParentId, o.Objective.State, o.Objective.Weight, [.. results[o.Objective.Id].Select(k => (k.Result.Weight, k.Result.Progress))]))]);
        var trails = await DepartmentTrails.OfAsync(db, objectives.Select(o => o.Path), cancellation);
        return objectives.ConvertAll(o => new ObjectiveLine(
            o.Objective.Id, o.Objective.ParentId, o.Objective.Title, o.Objective.DepartmentId, trails.Of(o.Path, o.Department), o.Owner,
            o.Objective.PeriodStart, o.Objective.PeriodEnd, o.Objective.Weight, o.Objective.State, progress[o.Objective.Id],
            [
                .. results[o.Objective.Id].Select(k => new KeyResultLine(
                    k.Result.Id, k.Result.ObjectiveId, k.Result.Title, k.Result.Unit, k.Result.Start, k.Result.Target, k.Result.Current, k.Result.Weight, k.Result.Progress,
                    k.Result.Confidence, k.Result.Cadence, k.Owner, k.Result.DueAt, k.Result.CheckedInAt, o.Objective.State == ObjectiveState.Active && k.Result.DueAt <= now)),
            ]));
    }
}
