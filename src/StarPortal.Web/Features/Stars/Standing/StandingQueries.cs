using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Stars.Standing;

public sealed record ProgrammeChoice(int Id, StarDefinition Definition);

/// <summary>Where one person stands in a programme.</summary>
public sealed record StandingRow(int EmployeeId, string Number, string Name, string Department, int Level, DateTime Since, int CyclesBelow, string LastCycle);

/// <param name="Level">Null for any.</param>
public sealed record StandingFilter(int ProgrammeId, string Search, int? Level, SortBy Sort);

/// <summary>A person for the head of a page.</summary>
public sealed record StarPerson(int EmployeeId, string Number, string Name, string Department);

/// <summary>Standings as HR reads them; HR's own is not among them.</summary>
public sealed class StandingQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int PageSize = 25;

    public async Task<IReadOnlyList<ProgrammeChoice>> ProgrammesAsync(Actor actor, CancellationToken cancellation)
    {
        if (!StarAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var newest = await db.StarProgrammeVersions.AsNoTracking()
            .Where(v => v.State != StarProgrammeState.Draft && !db.StarProgrammeVersions.Any(w => w.ProgrammeId == v.ProgrammeId && w.State != StarProgrammeState.Draft && w.Number > v.Number))
            .OrderByDescending(v => db.StarStandings.Count(s => s.ProgrammeId == v.ProgrammeId)).ThenBy(v => v.ProgrammeId)
            .Select(v => new ProgrammeChoice(v.ProgrammeId, v.Definition))
            .ToListAsync(cancellation);
        return newest;
    }

    public async Task<Page<StandingRow>> PageAsync(StandingFilter filter, int page, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!StarAccess.CanManage(actor))
        {
            return new Page<StandingRow>([], 0);
        }

        var me = actor.EmployeeId;
        var all = from s in db.StarStandings.AsNoTracking()
                  join e in db.Employees on s.EmployeeId equals e.Id
                  where s.ProgrammeId == filter.ProgrammeId && (me == null || e.Id != me)
                  select new Joined { Standing = s, Number = e.Number, Name = e.Name, Department = e.Department!.Name };
        if (filter.Search.Trim() is { Length: > 0 } text)
        {
            var pattern = SearchPattern.Contains(text);
            // translated to SQL's LOWER, which knows no culture
#pragma warning disable CA1304, CA1311
            all = all.Where(x => EF.Functions.Like(x.Name.ToLower(), pattern, SearchPattern.Escape)
                || EF.Functions.Like(x.Number.ToLower(), pattern, SearchPattern.Escape)
                || EF.Functions.Like(x.Department.ToLower(), pattern, SearchPattern.Escape));
#pragma warning restore CA1304, CA1311
        }

        all = filter.Level is { } level ? all.Where(x => x.Standing.Level == level) : all;
        var rows = await Sorted(all, filter.Sort).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize)
            .Select(x => new StandingRow(
                x.Standing.EmployeeId,
                x.Number,
                x.Name,
                x.Department,
                x.Standing.Level,
                x.Standing.Since,
                x.Standing.CyclesBelow,
                db.Cycles.Where(c => c.Id == x.Standing.LastCycleId).Select(c => c.Name).FirstOrDefault() ?? ""))
            .ToListAsync(cancellation);
        return new Page<StandingRow>(rows, await all.CountAsync(cancellation));
    }

    /// <summary>Whose history HR may read; that it was read goes into the audit trail.</summary>
    public async Task<StarPerson?> PersonAsync(int employeeId, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHrFor(employeeId))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var person = await db.Employees.AsNoTracking().Where(e => e.Id == employeeId)
            .Select(e => new StarPerson(e.Id, e.Number, e.Name, e.Department!.Name)).SingleOrDefaultAsync(cancellation);
        if (person is not null)
        {
            db.Audit(actor, new AuditNote("Stars.HistoryViewed", "Employee", employeeId, employeeId), clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(cancellation);
        }

        return person;
    }

    private static IQueryable<Joined> Sorted(IQueryable<Joined> rows, SortBy sort) => ((sort.Column, sort.Descending) switch
    {
        ("number", false) => rows.OrderBy(r => r.Number),
        ("number", true) => rows.OrderByDescending(r => r.Number),
        ("department", false) => rows.OrderBy(r => r.Department).ThenBy(r => r.Name),
        ("department", true) => rows.OrderByDescending(r => r.Department).ThenBy(r => r.Name),
        ("level", false) => rows.OrderBy(r => r.Standing.Level).ThenBy(r => r.Name),
        ("level", true) => rows.OrderByDescending(r => r.Standing.Level).ThenBy(r => r.Name),
        ("since", false) => rows.OrderBy(r => r.Standing.Since).ThenBy(r => r.Name),
        ("since", true) => rows.OrderByDescending(r => r.Standing.Since).ThenBy(r => r.Name),
        (_, true) => rows.OrderByDescending(r => r.Name),
        _ => rows.OrderBy(r => r.Name),
    }).ThenBy(r => r.Standing.Id);

    private sealed class Joined
    {
        public required StarStanding Standing { get; init; }

        public required string Number { get; init; }

        public required string Name { get; init; }

        public required string Department { get; init; }
    }
}
