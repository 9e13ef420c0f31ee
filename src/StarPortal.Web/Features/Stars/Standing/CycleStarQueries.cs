using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Web.Features.Stars.Programmes;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Stars;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>A cycle's stars for HR.</summary>
/// <param name="Changes">How many people each change concerns.</param>
/// <param name="Departments">Of the people with an outcome.</param>
public sealed record CycleStarsHead(
    int CycleId,
    string Name,
    CycleState State,
    StarDefinition Definition,
    StarNames Names,
    IReadOnlyDictionary<StarChange, int> Changes,
    IReadOnlyList<string> Departments,
    bool HasEntitlements,
    bool OwnRowHidden);

public sealed record CycleStarRow(
    int ParticipantId, string Number, string Name, string Department, int? Reached, int? Before, int After, int CyclesBelow, StarChange Change);

/// <param name="Change">Null for any.</param>
/// <param name="Department">Empty for any.</param>
public sealed record CycleStarFilter(string Search, StarChange? Change, int? Level, string Department, SortBy Sort)
{
    public static CycleStarFilter Default { get; } = new("", null, null, "", new SortBy("name", false));
}

/// <summary>What a cycle does to everybody's stars, for HR. HR's own row is never among them.</summary>
public sealed class CycleStarQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int PageSize = 25;

    /// <returns>Null when the cycle decides no stars, has not begun, or the actor may not see it.</returns>
    public async Task<CycleStarsHead?> HeadAsync(int cycleId, Actor actor, CancellationToken cancellation)
    {
        if (!StarAccess.CanManage(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await StarCycle.FindAsync(db, cycleId, cancellation) is not { State: not (CycleState.Draft or CycleState.Published or CycleState.Cancelled) } cycle)
        {
            return null;
        }

        var template = await (from c in db.Cycles.AsNoTracking() join t in db.TemplateVersions on c.TemplateVersionId equals t.Id where c.Id == cycleId select t.Definition).SingleOrDefaultAsync(cancellation);
        var rows = Rows(db, cycleId, actor);
        return new CycleStarsHead(
            cycleId,
            cycle.Name,
            cycle.State,
            cycle.Definition,
            StarNames.Of(template, await db.TrainingNamesAsync(cancellation)),
            await rows.GroupBy(r => r.Change).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellation),
            await rows.Select(r => r.Department).Distinct().OrderBy(d => d).ToListAsync(cancellation),
            await db.EntitlementLists.AnyAsync(l => l.CycleId == cycleId, cancellation),
            actor.EmployeeId is { } me && await db.StarOutcomes.AnyAsync(o => o.CycleId == cycleId && o.EmployeeId == me, cancellation));
    }

    public async Task<Page<CycleStarRow>> PageAsync(int cycleId, CycleStarFilter filter, int page, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!StarAccess.CanManage(actor))
        {
            return new Page<CycleStarRow>([], 0);
        }

        var all = Filtered(Rows(db, cycleId, actor), filter);
        var rows = await Sorted(all, filter.Sort).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize)
            .Select(r => new CycleStarRow(r.ParticipantId, r.Number, r.Name, r.Department, r.Reached, r.Before, r.After, r.CyclesBelow, r.Change))
            .ToListAsync(cancellation);
        db.Audit(actor, new AuditNote("Stars.ListViewed", "Cycle", cycleId, Details: string.Join(' ', rows.Select(r => r.Number))), clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellation);
        return new Page<CycleStarRow>(rows, await all.CountAsync(cancellation));
    }

    /// <summary>Why one participant's level is what it is; null for one's own.</summary>
    public async Task<StarExplanation?> ExplainAsync(int cycleId, int participantId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var me = actor.EmployeeId;
        return StarAccess.CanManage(actor)
            ? await db.StarOutcomes.AsNoTracking().Where(o => o.CycleId == cycleId && o.ParticipantId == participantId && (me == null || o.EmployeeId != me))
                .Select(o => o.Explanation).SingleOrDefaultAsync(cancellation)
            : null;
    }

    /// <summary>The levels after the cycle against their guidance; people without data have no star in it and are not counted.</summary>
    /// <param name="department">Empty for everybody.</param>
    public async Task<IReadOnlyList<LevelShare>> DistributionAsync(CycleStarsHead head, string department, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!StarAccess.CanManage(actor))
        {
            return [];
        }

        // without one's own, like the rows below: the difference of the two would tell it
        var me = actor.EmployeeId;
        var counted = from o in db.StarOutcomes.AsNoTracking()
                      join p in db.Participants on o.ParticipantId equals p.Id
                      where o.CycleId == head.CycleId && o.ReachedLevel != null && p.State != ParticipantState.Withdrawn && (department == "" || p.DepartmentName == department)
                          && (me == null || o.EmployeeId != me)
                      select o.LevelAfter;
        var people = await counted.GroupBy(l => l).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellation);
        return StarDistribution.Of(head.Definition.Levels, people);
    }

    private static IQueryable<Joined> Rows(PortalDbContext db, int cycleId, Actor actor)
    {
        var me = actor.EmployeeId;
        return from o in db.StarOutcomes.AsNoTracking()
               join p in db.Participants on o.ParticipantId equals p.Id
               where o.CycleId == cycleId && p.State != ParticipantState.Withdrawn && (me == null || o.EmployeeId != me)
               select new Joined
               {
                   ParticipantId = o.ParticipantId,
                   Number = p.Number,
                   Name = p.Name,
                   Department = p.DepartmentName,
                   Reached = o.ReachedLevel,
                   Before = o.LevelBefore,
                   After = o.LevelAfter,
                   CyclesBelow = o.CyclesBelow,
                   Change = o.Change,
               };
    }

    private static IQueryable<Joined> Filtered(IQueryable<Joined> rows, CycleStarFilter filter)
    {
        if (filter.Search.Trim() is { Length: > 0 } text)
        {
            var pattern = SearchPattern.Contains(text);
            // translated to SQL's LOWER, which knows no culture
#pragma warning disable CA1304, CA1311
            rows = rows.Where(r => EF.Functions.Like(r.Name.ToLower(), pattern, SearchPattern.Escape) || EF.Functions.Like(r.Number.ToLower(), pattern, SearchPattern.Escape));
#pragma warning restore CA1304, CA1311
        }

        rows = filter.Change is { } change ? rows.Where(r => r.Change == change) : rows;
        rows = filter.Level is { } level ? rows.Where(r => r.After == level) : rows;
        return filter.Department.Length > 0 ? rows.Where(r => r.Department == filter.Department) : rows;
    }

    private static IQueryable<Joined> Sorted(IQueryable<Joined> rows, SortBy sort) => ((sort.Column, sort.Descending) switch
    {
        ("number", false) => rows.OrderBy(r => r.Number),
        ("number", true) => rows.OrderByDescending(r => r.Number),
        ("department", false) => rows.OrderBy(r => r.Department).ThenBy(r => r.Name),
        ("department", true) => rows.OrderByDescending(r => r.Department).ThenBy(r => r.Name),
        ("after", false) => rows.OrderBy(r => r.After).ThenBy(r => r.Name),
        ("after", true) => rows.OrderByDescending(r => r.After).ThenBy(r => r.Name),
        ("reached", false) => rows.OrderBy(r => r.Reached == null).ThenBy(r => r.Reached).ThenBy(r => r.Name),
        ("reached", true) => rows.OrderBy(r => r.Reached == null).ThenByDescending(r => r.Reached).ThenBy(r => r.Name),
        (_, true) => rows.OrderByDescending(r => r.Name),
        _ => rows.OrderBy(r => r.Name),
    }).ThenBy(r => r.ParticipantId);

    private sealed class Joined
    {
        public int ParticipantId { get; init; }

        public required string Number { get; init; }

        public required string Name { get; init; }

        public required string Department { get; init; }

        public int? Reached { get; init; }

        public int? Before { get; init; }

        public int After { get; init; }

        public int CyclesBelow { get; init; }

        public StarChange Change { get; init; }
    }
}
