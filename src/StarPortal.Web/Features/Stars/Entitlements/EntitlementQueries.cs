using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Stars.Standing;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>One list of a cycle.</summary>
/// <param name="PreparedByMe">The reader signed it first and cannot be the one who releases it.</param>
public sealed record EntitlementHead(
    int Id,
    int Number,
    EntitlementState State,
    string Reason,
    string MadeBy,
    DateTime MadeAt,
    string PreparedBy,
    DateTime? PreparedAt,
    string ReleasedBy,
    DateTime? ReleasedAt,
    int Version,
    bool PreparedByMe)
{
    public bool IsCorrection => Number > 1;

    public bool IsReleased => State == EntitlementState.Released;
}

/// <param name="Lists">From the first on.</param>
public sealed record EntitlementCycle(int CycleId, string Cycle, LocalText Programme, int ProgrammeVersion, string Currency, IReadOnlyList<EntitlementHead> Lists);

/// <param name="CanChange">Not one's own.</param>
/// <param name="IsOfThisList">Else a line of an earlier list that a correction may take back.</param>
public sealed record EntitlementRow(
    int Id,
    EntitlementLineKind Kind,
    string Number,
    string Name,
    string Department,
    int Level,
    LocalText LevelName,
    decimal? Amount,
    string Currency,
    decimal? SalaryPercent,
    LocalText Gift,
    LocalText Honour,
    LocalText Development,
    decimal? ComputedAmount,
    decimal? ComputedPercent,
    string Note,
    string ChangedBy,
    int ReversesLineId,
    DateOnly? LeaveDate,
    bool CanChange,
    bool IsOfThisList,
    int Version);

/// <param name="Group">A department, or a level with its name.</param>
/// <param name="WithPercent">Lines that bring a percentage of a salary, which has no sum here.</param>
public sealed record EntitlementTotal(string Group, int Lines, decimal Amount, int WithPercent);

/// <param name="Level">Null for any.</param>
/// <param name="Holding">In a correction: the lines of earlier lists that hold, to choose from.</param>
public sealed record EntitlementFilter(string Search, int? Level, bool Holding, SortBy Sort)
{
    public static EntitlementFilter Default { get; } = new("", null, false, new SortBy("number", false));
}

/// <summary>Entitlement lists as HR reads them.</summary>
public sealed class EntitlementQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int PageSize = 25;

    /// <returns>Null when the cycle has no list or the actor may not see it.</returns>
    public async Task<EntitlementCycle?> FindAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (!EntitlementAccess.CanManage(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var cycle = await (from c in db.Cycles.AsNoTracking()
                           join v in db.StarProgrammeVersions on c.StarProgrammeVersionId equals v.Id
                           where c.Id == cycleId
                           select new { c.Name, v.Number, v.Definition }).SingleOrDefaultAsync(cancellation);
        if (cycle is null)
        {
            return null;
        }

        var (account, employee) = (actor.AccountId, actor.EmployeeId);
        var lists = await db.EntitlementLists.AsNoTracking().Where(l => l.CycleId == cycleId).OrderBy(l => l.Number)
            .Select(l => new EntitlementHead(
                l.Id, l.Number, l.State, l.Reason, l.MadeBy, l.MadeAt, l.PreparedBy, l.PreparedAt, l.ReleasedBy, l.ReleasedAt, l.Version,
                (l.PreparedByAccountId != null && l.PreparedByAccountId == account) || (l.PreparedByEmployeeId != null && l.PreparedByEmployeeId == employee)))
            .ToListAsync(cancellation);
        return new EntitlementCycle(cycleId, cycle.Name, cycle.Definition.Name, cycle.Number, cycle.Definition.Currency, lists);
    }

    public async Task<Page<EntitlementRow>> PageAsync(int cycleId, EntitlementHead list, EntitlementFilter filter, int page, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!EntitlementAccess.CanManage(actor))
        {
            return new Page<EntitlementRow>([], 0);
        }

        var all = Filtered(filter.Holding ? db.HoldingLines(cycleId) : db.EntitlementLines.Where(l => l.ListId == list.Id), filter);
        var rows = await Rows(db, Sorted(all, filter.Sort).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize), list.Id, actor).ToListAsync(cancellation);
        return new Page<EntitlementRow>(rows, await all.CountAsync(cancellation));
    }

    /// <summary>Every line of one list, for a file; that it was taken goes into the audit trail.</summary>
    public async Task<IReadOnlyList<EntitlementRow>> ExportAsync(int cycleId, EntitlementHead list, string kind, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!EntitlementAccess.CanManage(actor))
        {
            return [];
        }

        var lines = db.EntitlementLines.Where(l => l.ListId == list.Id).OrderBy(l => l.EmployeeNumber).ThenBy(l => l.Currency).ThenByDescending(l => l.Kind).ThenBy(l => l.Id);
        var rows = await Rows(db, lines, list.Id, actor).ToListAsync(cancellation);
        db.Audit(actor, new AuditNote("Stars.EntitlementsExported", "Cycle", cycleId, Details: FormattableString.Invariant($"number={list.Number}, state={list.State}, lines={rows.Count}, {kind}")), clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellation);
        return rows;
    }

    /// <summary>Sums of one list by department, or by level from the highest down.</summary>
    public async Task<IReadOnlyList<EntitlementTotal>> TotalsAsync(int listId, bool byLevel, Actor actor, string language, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!EntitlementAccess.CanManage(actor))
        {
            return [];
        }

        var lines = db.EntitlementLines.AsNoTracking().Where(l => l.ListId == listId);
        if (!byLevel)
        {
            return await lines.GroupBy(l => l.Department).OrderBy(g => g.Key)
                .Select(g => new EntitlementTotal(g.Key, g.Count(), g.Sum(l => l.Amount ?? 0), g.Count(l => l.SalaryPercent != null)))
                .ToListAsync(cancellation);
        }

        var levels = await lines.GroupBy(l => l.Level).OrderByDescending(g => g.Key)
            .Select(g => new { g.Key, Lines = g.Count(), Amount = g.Sum(l => l.Amount ?? 0), Percent = g.Count(l => l.SalaryPercent != null), Any = g.Min(l => l.Id) })
            .ToListAsync(cancellation);
        var examples = levels.Select(l => l.Any).ToList();
        var names = await db.EntitlementLines.AsNoTracking().Where(l => examples.Contains(l.Id)).ToDictionaryAsync(l => l.Level, l => l.LevelName, cancellation);
        return levels.ConvertAll(l => new EntitlementTotal(StandingWords.Level(l.Key, names[l.Key], language), l.Lines, l.Amount, l.Percent));
    }

    private static IQueryable<EntitlementLine> Filtered(IQueryable<EntitlementLine> lines, EntitlementFilter filter)
    {
        if (filter.Search.Trim() is { Length: > 0 } text)
        {
            var pattern = SearchPattern.Contains(text);
            // translated to SQL's LOWER, which knows no culture
#pragma warning disable CA1304, CA1311
            lines = lines.Where(l => EF.Functions.Like(l.Name.ToLower(), pattern, SearchPattern.Escape)
                || EF.Functions.Like(l.EmployeeNumber.ToLower(), pattern, SearchPattern.Escape)
                || EF.Functions.Like(l.Department.ToLower(), pattern, SearchPattern.Escape));
#pragma warning restore CA1304, CA1311
        }

        return filter.Level is { } level ? lines.Where(l => l.Level == level) : lines;
    }

    private static IQueryable<EntitlementLine> Sorted(IQueryable<EntitlementLine> lines, SortBy sort) => ((sort.Column, sort.Descending) switch
    {
        ("name", false) => lines.OrderBy(l => l.Name),
        ("name", true) => lines.OrderByDescending(l => l.Name),
        ("department", false) => lines.OrderBy(l => l.Department).ThenBy(l => l.Name),
        ("department", true) => lines.OrderByDescending(l => l.Department).ThenBy(l => l.Name),
        ("level", false) => lines.OrderBy(l => l.Level).ThenBy(l => l.Name),
        ("level", true) => lines.OrderByDescending(l => l.Level).ThenBy(l => l.Name),
        ("amount", false) => lines.OrderBy(l => l.Amount ?? 0).ThenBy(l => l.Name),
        ("amount", true) => lines.OrderByDescending(l => l.Amount ?? 0).ThenBy(l => l.Name),
        (_, true) => lines.OrderByDescending(l => l.EmployeeNumber),
        _ => lines.OrderBy(l => l.EmployeeNumber),
    }).ThenByDescending(l => l.Kind).ThenBy(l => l.Id);

    private static IQueryable<EntitlementRow> Rows(PortalDbContext db, IQueryable<EntitlementLine> lines, int listId, Actor actor)
    {
        var me = actor.EmployeeId;
        return lines.AsNoTracking().Select(l => new EntitlementRow(
            l.Id,
            l.Kind,
            l.EmployeeNumber,
            l.Name,
            l.Department,
            l.Level,
            l.LevelName,
            l.Amount,
            l.Currency,
            l.SalaryPercent,
            l.Gift,
            l.Honour,
            l.Development,
            l.ComputedAmount,
            l.ComputedPercent,
            l.Note,
            l.ChangedBy,
            l.ReversesLineId,
            db.Employees.Where(e => e.Id == l.EmployeeId).Select(e => e.LeaveDate).FirstOrDefault(),
            me == null || l.EmployeeId != me,
            l.ListId == listId,
            l.Version));
    }
}
