using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Database;

#pragma warning disable CA1304, CA1311 // the database lowers, not this program

namespace StarPortal.Web.Features.Cycles.Setup;

/// <summary>Something to pick: a department or a person.</summary>
public sealed record Choice(int Id, string Label);

public sealed record TemplateChoice(int VersionId, LocalText Name, int Number);

/// <param name="From">First day on which a period may end; null for no limit.</param>
/// <param name="To">Last day on which a period may end; null for no limit.</param>
public sealed record StarProgrammeChoice(int VersionId, LocalText Name, int Number, DateOnly? From, DateOnly? To)
{
    public bool IsEffectiveOn(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}

/// <summary>Everything the wizard shows of a cycle.</summary>
public sealed record SetupView(
    int Id,
    CycleState State,
    CycleBasics Basics,
    int? TemplateVersionId,
    IReadOnlyList<TemplateChoice> Templates,
    int? StarProgrammeVersionId,
    IReadOnlyList<StarProgrammeChoice> StarProgrammes,
    Population Population,
    IReadOnlyList<Choice> Departments,
    IReadOnlyList<Choice> Included,
    IReadOnlyList<Choice> Excluded,
    IReadOnlyList<string> Families,
    IReadOnlyList<string> Levels,
    IReadOnlyList<PhaseDates> Calendar,
    ReviewerSetup Reviewers,
    ReleaseMode Release,
    int Version);

public sealed record PersonRow(int Id, string Number, string Name, string Department, string JobTitle);

/// <summary>Reads what the wizard needs. HR only.</summary>
public sealed class SetupQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int PageSize = 10;
    private const int MostChoices = 12;

    public async Task<SetupView?> FindAsync(int id, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.Cycles.AsNoTracking().Include(c => c.Phases).SingleOrDefaultAsync(c => c.Id == id, cancellation) is not { } cycle)
        {
            return null;
        }

        var p = cycle.Population;
        return new SetupView(
            cycle.Id,
            cycle.State,
            new CycleBasics(cycle.Name, cycle.PeriodKind, cycle.PeriodStart, cycle.PeriodEnd, cycle.TimeZone),
            cycle.TemplateVersionId,
            await TemplatesAsync(db, cancellation),
            cycle.StarProgrammeVersionId,
            await StarProgrammesAsync(db, cycle.StarProgrammeVersionId, cancellation),
            p,
            await ChoicesAsync(db, db.Departments.AsNoTracking().Where(d => p.DepartmentIds.Contains(d.Id)).OrderBy(d => d.Path), cancellation),
            await PeopleAsync(db, p.IncludedEmployeeIds, cancellation),
            await PeopleAsync(db, p.ExcludedEmployeeIds, cancellation),
            await db.Employees.AsNoTracking().Where(e => e.JobFamily != "").Select(e => e.JobFamily).Distinct().OrderBy(f => f).ToListAsync(cancellation),
            await db.Employees.AsNoTracking().Where(e => e.Level != "").Select(e => e.Level).Distinct().OrderBy(l => l).ToListAsync(cancellation),
            [.. cycle.Phases.OrderBy(x => x.Kind).Select(x => new PhaseDates(x.Kind, x.OpensAt, x.ClosesAt))],
            new ReviewerSetup(cycle.WithSelfReview, cycle.WithManagerReview, cycle.AnonymityThreshold, cycle.ReviewRules),
            cycle.ReleaseMode,
            cycle.Version);
    }

    public async Task<IReadOnlyList<Choice>> DepartmentsAsync(string search, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var pattern = SearchPattern.Contains(search);
        var found = db.Departments.AsNoTracking().Where(d => EF.Functions.Like(d.Name.ToLower(), pattern, "\\"));
        return await ChoicesAsync(db, found.OrderBy(d => d.Path.Length).ThenBy(d => d.Name).Take(MostChoices), cancellation);
    }

    /// <summary>Employed people by name or number.</summary>
    public async Task<IReadOnlyList<Choice>> EmployeesAsync(string search, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return await Search(db.Employees.AsNoTracking().Where(e => e.LeaveDate == null || e.LeaveDate >= today), search)
            .OrderBy(e => e.Name).ThenBy(e => e.Id).Take(MostChoices)
            .Select(e => new Choice(e.Id, e.Name + " · " + e.Number + " · " + e.Department!.Name)).ToListAsync(cancellation);
    }

    /// <summary>Who would take part, by a population that need not be saved yet.</summary>
    public async Task<Page<PersonRow>> PopulationAsync(Population population, string timeZone, string search, int page, Actor actor, CancellationToken cancellation)
    {
        if (!CycleAccess.CanManage(actor))
        {
            return new Page<PersonRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = Search(db.InPopulation(population, CycleStore.Today(timeZone, clock.GetUtcNow().UtcDateTime)).AsNoTracking(), search);
        var total = await people.CountAsync(cancellation);
        var rows = await people.OrderBy(e => e.Name).ThenBy(e => e.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(e => new { e.Id, e.Number, e.Name, Department = e.Department!.Name, e.Department.Path, e.JobTitle }).ToListAsync(cancellation);
        var trails = await DepartmentTrails.OfAsync(db, rows.Select(e => e.Path), cancellation);
        return new Page<PersonRow>([.. rows.Select(e => new PersonRow(e.Id, e.Number, e.Name, trails.Of(e.Path, e.Department), e.JobTitle))], total);
    }

    internal static IQueryable<Domain.People.Employee> Search(IQueryable<Domain.People.Employee> people, string search)
    {
        if (string.IsNullOrWhiteSpace(search))
        {
            return people;
        }

        var pattern = SearchPattern.Contains(search);
        return people.Where(e => EF.Functions.Like(e.Name.ToLower(), pattern, "\\") || EF.Functions.Like(e.Number.ToLower(), pattern, "\\"));
    }

    private static async Task<List<Choice>> ChoicesAsync(PortalDbContext db, IQueryable<Domain.People.Department> departments, CancellationToken cancellation)
    {
        var found = await departments.Select(d => new { d.Id, d.Name, d.Path }).ToListAsync(cancellation);
        var trails = await DepartmentTrails.OfAsync(db, found.Select(d => d.Path), cancellation);
        return found.ConvertAll(d => new Choice(d.Id, trails.Of(d.Path, d.Name)));
    }

    private static Task<List<Choice>> PeopleAsync(PortalDbContext db, IReadOnlyList<int> ids, CancellationToken cancellation) =>
        db.Employees.AsNoTracking().Where(e => ids.Contains(e.Id)).OrderBy(e => e.Name).Select(e => new Choice(e.Id, e.Name + " · " + e.Number)).ToListAsync(cancellation);

    // the chosen one stays in the list of a frozen cycle, also when it was retired meanwhile
    private static async Task<List<StarProgrammeChoice>> StarProgrammesAsync(PortalDbContext db, int? chosen, CancellationToken cancellation)
    {
        var versions = await db.StarProgrammeVersions.AsNoTracking().Where(v => v.State == StarProgrammeState.Published || v.Id == chosen)
            .OrderByDescending(v => v.Id).Select(v => new { v.Id, v.Number, v.Definition, v.EffectiveFrom, v.EffectiveTo }).ToListAsync(cancellation);
        return versions.ConvertAll(v => new StarProgrammeChoice(v.Id, v.Definition.Name, v.Number, v.EffectiveFrom, v.EffectiveTo));
    }

    private static async Task<List<TemplateChoice>> TemplatesAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var versions = await db.TemplateVersions.AsNoTracking().Where(v => v.State == TemplateState.Published)
            .OrderByDescending(v => v.Id).Select(v => new { v.Id, v.Number, v.Definition }).ToListAsync(cancellation);
        return versions.ConvertAll(v => new TemplateChoice(v.Id, v.Definition.Name, v.Number));
    }
}
