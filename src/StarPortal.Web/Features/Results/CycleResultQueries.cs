using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Results;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Results;

public enum ResultRowState
{
    NotComputed,
    InsufficientData,
    Computed,
}

/// <summary>The head of HR's results page.</summary>
/// <param name="Participants">How many see a result at release.</param>
/// <param name="ComputedAt">When the last computation ended; null when there was none.</param>
public sealed record CycleResultsHead(
    int CycleId,
    string Name,
    CycleState State,
    DateTime? ReleasedAt,
    DateTime? MissingAcknowledgedAt,
    string? MissingAcknowledgedBy,
    IReadOnlyList<SectionColumn> Sections,
    int Threshold,
    int Participants,
    int NotComputed,
    bool OwnRowHidden,
    int? RunningTaskId,
    DateTime? ComputedAt)
{
    public bool IsOpen => State is CycleState.Running or CycleState.Calibrating;

    public bool IsReleased => State is CycleState.Released or CycleState.Closed;
}

public sealed record SectionColumn(string Key, LocalText Name);

/// <param name="Sections">Scores in the order of the head's sections.</param>
public sealed record CycleResultRow(
    int ParticipantId, string Number, string Name, string Department, ResultRowState State, decimal? Total, IReadOnlyList<decimal?> Sections, int VersionNumber, bool CanOpen);

/// <param name="State">Null for any.</param>
public sealed record CycleResultFilter(string Search, ResultRowState? State, SortBy Sort)
{
    public static CycleResultFilter Default { get; } = new("", null, new SortBy("name", false));
}

/// <summary>HR's view of a cycle's results. HR's own row is never among them, neither its numbers nor its place in an order.</summary>
public sealed class CycleResultQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int PageSize = 25;

    public async Task<CycleResultsHead?> HeadAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!ResultAccess.CanManage(actor)
            || await ScoringInputs.FindCycleAsync(db, cycleId, cancellation) is not { } scoring
            || scoring.State is CycleState.Draft or CycleState.Published or CycleState.Cancelled)
        {
            return null;
        }

        var participants = ScoringInputs.Counting(db, cycleId);
        var cycle = await db.Cycles.AsNoTracking().Where(c => c.Id == cycleId)
            .Select(c => new { c.Name, c.ReleasedAt, c.MissingAcknowledgedAt, c.MissingAcknowledgedBy }).SingleAsync(cancellation);
        return new CycleResultsHead(
            cycleId,
            cycle.Name,
            scoring.State,
            cycle.ReleasedAt,
            cycle.MissingAcknowledgedAt,
            cycle.MissingAcknowledgedBy,
            [.. scoring.Template.Sections.Select(s => new SectionColumn(s.Key, s.Name))],
            scoring.Threshold,
            await participants.CountAsync(cancellation),
            await participants.CountAsync(p => !db.ParticipantResults.Any(r => r.ParticipantId == p.Id && r.CurrentNumber > 0), cancellation),
            actor.EmployeeId is { } me && await participants.AnyAsync(p => p.EmployeeId == me, cancellation),
            await StartComputing.RunningAsync(db, cycleId, cancellation),
            await db.LongTasks.AsNoTracking()
                .Where(t => t.Kind == ComputeResults.TaskKind && t.TargetId == cycleId && t.State == Domain.Jobs.LongTaskState.Succeeded)
                .MaxAsync(t => t.FinishedAt, cancellation));
    }

    /// <summary>One page of participants; that these people's numbers were looked at goes into the audit trail.</summary>
    public async Task<Page<CycleResultRow>> PageAsync(CycleResultsHead head, CycleResultFilter filter, int page, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!ResultAccess.CanManage(actor))
        {
            return new Page<CycleResultRow>([], 0);
        }

        var all = Rows(db, head.CycleId, filter, actor);
        var total = await all.CountAsync(cancellation);
        var rows = await ReadAsync(db, head, Sorted(all, filter.Sort).Skip((page - 1) * PageSize).Take(PageSize), actor, cancellation);
        await WriteTrailAsync(db, "Results.ListViewed", head.CycleId, string.Join(' ', rows.Where(r => r.VersionNumber > 0).Select(r => r.Number)), actor, cancellation);
        return new Page<CycleResultRow>(rows, total);
    }

    /// <summary>Everything that the filter lets through, for a file.</summary>
    public async Task<IReadOnlyList<CycleResultRow>> ExportAsync(CycleResultsHead head, CycleResultFilter filter, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!ResultAccess.CanManage(actor))
        {
            return [];
        }

        var rows = await ReadAsync(db, head, Sorted(Rows(db, head.CycleId, filter, actor), filter.Sort), actor, cancellation);
        await WriteTrailAsync(db, "Results.Exported", head.CycleId, $"rows={rows.Count}", actor, cancellation);
        return rows;
    }

    private static IQueryable<Joined> Rows(PortalDbContext db, int cycleId, CycleResultFilter filter, Actor actor)
    {
        var me = actor.EmployeeId;
        var rows = from p in ScoringInputs.Counting(db, cycleId)
                   where me == null || p.EmployeeId != me
                   join r in db.ParticipantResults on p.Id equals r.ParticipantId into results
                   from r in results.DefaultIfEmpty()
                   select new Joined
                   {
                       Id = p.Id,
                       Number = p.Number,
                       Name = p.Name,
                       Department = p.DepartmentName,
                       DepartmentPath = p.DepartmentPath,
                       ManagerId = p.ManagerId,
                       ResultId = r == null ? 0 : r.Id,
                       Current = r == null ? 0 : r.CurrentNumber,
                       Total = r == null ? null : r.CurrentTotal,
                   };
        if (filter.Search.Trim() is { Length: > 0 } text)
        {
            var pattern = SearchPattern.Contains(text);
            // translated to SQL's LOWER, which knows no culture
#pragma warning disable CA1304, CA1311
            rows = rows.Where(p => EF.Functions.Like(p.Name.ToLower(), pattern, SearchPattern.Escape)
                || EF.Functions.Like(p.Number.ToLower(), pattern, SearchPattern.Escape)
                || EF.Functions.Like(p.Department.ToLower(), pattern, SearchPattern.Escape));
#pragma warning restore CA1304, CA1311
        }

        return filter.State switch
        {
            ResultRowState.NotComputed => rows.Where(r => r.Current == 0),
            ResultRowState.InsufficientData => rows.Where(r => r.Current > 0 && r.Total == null),
            ResultRowState.Computed => rows.Where(r => r.Total != null),
            _ => rows,
        };
    }

    private static IQueryable<Joined> Sorted(IQueryable<Joined> rows, SortBy sort) => (sort.Column, sort.Descending) switch
    {
        ("number", false) => rows.OrderBy(r => r.Number).ThenBy(r => r.Id),
        ("number", true) => rows.OrderByDescending(r => r.Number).ThenBy(r => r.Id),
        ("department", false) => rows.OrderBy(r => r.Department).ThenBy(r => r.Name).ThenBy(r => r.Id),
        ("department", true) => rows.OrderByDescending(r => r.Department).ThenBy(r => r.Name).ThenBy(r => r.Id),
        ("total", false) => rows.OrderBy(r => r.Total == null).ThenBy(r => r.Total).ThenBy(r => r.Name).ThenBy(r => r.Id),
        ("total", true) => rows.OrderBy(r => r.Total == null).ThenByDescending(r => r.Total).ThenBy(r => r.Name).ThenBy(r => r.Id),
        (_, true) => rows.OrderByDescending(r => r.Name).ThenBy(r => r.Id),
        _ => rows.OrderBy(r => r.Name).ThenBy(r => r.Id),
    };

    private static async Task<IReadOnlyList<CycleResultRow>> ReadAsync(
        PortalDbContext db, CycleResultsHead head, IQueryable<Joined> rows, Actor actor, CancellationToken cancellation)
    {
        var trees = from r in rows
                    select new
                    {
                        Row = r,
                        Tree = db.ResultVersions.Where(v => v.ResultId == r.ResultId && v.Number == r.Current).Select(v => v.Tree).FirstOrDefault(),
                    };
        var trails = await DepartmentTrails.OfAsync(db, await rows.Select(r => r.DepartmentPath).Distinct().ToListAsync(cancellation), cancellation);
        var read = new List<CycleResultRow>();
        // one tree at a time: a company's trees together would fill the memory
        await foreach (var row in trees.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            read.Add(ToRow(head, row.Row, trails.Of(row.Row.DepartmentPath, row.Row.Department), row.Tree, actor));
        }

        return read;
    }

    private static CycleResultRow ToRow(CycleResultsHead head, Joined row, string department, ScoreTree? tree, Actor actor)
    {
        var state = row.Current == 0 ? ResultRowState.NotComputed : row.Total is null ? ResultRowState.InsufficientData : ResultRowState.Computed;
        var sections = head.Sections.Select(s => tree?.Sections.FirstOrDefault(t => t.Key == s.Key)?.Score).ToList();
        // as the manager one reads from release on only
        var open = row.Current > 0 && (head.IsReleased || row.ManagerId is null || row.ManagerId != actor.EmployeeId);
        return new CycleResultRow(row.Id, row.Number, row.Name, department, state, row.Total, sections, row.Current, open);
    }

    private async Task WriteTrailAsync(PortalDbContext db, string action, int cycleId, string details, Actor actor, CancellationToken cancellation)
    {
        if (details.Length > 0)
        {
            db.Audit(actor, new AuditNote(action, "Cycle", cycleId, Details: details), clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(cancellation);
        }
    }

    private sealed class Joined
    {
        public int Id { get; init; }

        public string Number { get; init; } = "";

        public string Name { get; init; } = "";

        public string Department { get; init; } = "";

        public string DepartmentPath { get; init; } = "";

        public int? ManagerId { get; init; }

        public int ResultId { get; init; }

        public int Current { get; init; }

        public decimal? Total { get; init; }
    }
}
