using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.People;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.People;

public enum EmployeeStatus
{
    Employed,
    Left,
    All,
}

/// <param name="Text">Part of a name, number, e-mail or title.</param>
/// <param name="DepartmentId">This department and everything below it.</param>
public sealed record PeopleFilter(
    string Text = "",
    int? DepartmentId = null,
    string JobFamily = "",
    string Level = "",
    EmployeeStatus Status = EmployeeStatus.Employed);

/// <param name="Department">With the departments above it; an import finds it by them.</param>
/// <param name="DepartmentPath">Read with the row, empty in what is shown.</param>
public sealed record PersonRow(
    int Id,
    string Number,
    string Name,
    string Email,
    string Department,
    string JobTitle,
    string JobFamily,
    string Level,
    int? ManagerId,
    string? Manager,
    string? ManagerNumber,
    DateOnly? HireDate,
    DateOnly? LeaveDate,
    string Language,
    string TimeZone,
    string DepartmentPath = "");

/// <summary>Choices for the filters.</summary>
public sealed record PeopleChoices(IReadOnlyList<string> JobFamilies, IReadOnlyList<string> Levels);

/// <summary>The directory. Who has left is shown to HR only, personnel facts to HR only.</summary>
public sealed class PeopleQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public const int PageSize = 25;

    public async Task<Page<PersonRow>> ListAsync(PeopleFilter filter, SortBy sort, int page, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = await FilteredAsync(db, filter, actor, cancellation);
        var total = await people.CountAsync(cancellation);
        var rows = await ReadAsync(db, Rows(Sorted(people, sort, actor).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize), actor), cancellation);
        return new Page<PersonRow>(rows, total);
    }

    /// <summary>Everything the list shows, on all its pages.</summary>
    public async Task<IReadOnlyList<PersonRow>> AllAsync(PeopleFilter filter, SortBy sort, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await ReadAsync(db, Rows(Sorted(await FilteredAsync(db, filter, actor, cancellation), sort, actor), actor), cancellation);
    }

    public async Task<PeopleChoices> ChoicesAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = VisibleTo(db, actor);
        return new PeopleChoices(
            await people.Where(e => e.JobFamily != "").Select(e => e.JobFamily).Distinct().OrderBy(f => f).ToListAsync(cancellation),
            await people.Where(e => e.Level != "").Select(e => e.Level).Distinct().OrderBy(l => l).ToListAsync(cancellation));
    }

    /// <summary>At most ten people whom a text may mean, for choosing a manager.</summary>
    public async Task<IReadOnlyList<PersonRow>> FindAsync(string text, Actor actor, CancellationToken cancellation) =>
        text.Trim().Length == 0 ? [] : [.. (await ListAsync(new PeopleFilter(text), new SortBy("name", false), 1, actor, cancellation)).Rows.Take(10)];

    internal IQueryable<Employee> VisibleTo(PortalDbContext db, Actor actor)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var all = db.Employees.AsNoTracking();
        return PeopleAccess.CanSeeLeavers(actor) ? all : all.Where(e => e.LeaveDate == null || e.LeaveDate >= today || e.Id == actor.EmployeeId);
    }

    private async Task<IQueryable<Employee>> FilteredAsync(PortalDbContext db, PeopleFilter filter, Actor actor, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var people = VisibleTo(db, actor);
        if (filter.Text.Trim() is { Length: > 0 } text)
        {
            var pattern = SearchPattern.Contains(text);
#pragma warning disable CA1304, CA1311 // becomes SQL
            people = people.Where(e =>
                EF.Functions.Like(e.Name.ToLower(), pattern, "\\")
                || EF.Functions.Like(e.Number.ToLower(), pattern, "\\")
                || EF.Functions.Like(e.Email, pattern, "\\")
                || EF.Functions.Like(e.JobTitle.ToLower(), pattern, "\\"));
#pragma warning restore CA1304, CA1311
        }

        if (filter.DepartmentId is { } department)
        {
            var path = await db.Departments.Where(d => d.Id == department).Select(d => d.Path).SingleOrDefaultAsync(cancellation) ?? "-";
            people = people.Where(e => e.Department!.Path.StartsWith(path));
        }

        people = filter.JobFamily.Length > 0 ? people.Where(e => e.JobFamily == filter.JobFamily) : people;
        people = filter.Level.Length > 0 ? people.Where(e => e.Level == filter.Level) : people;
        return filter.Status switch
        {
            EmployeeStatus.Employed => people.Where(e => e.LeaveDate == null || e.LeaveDate >= today),
            EmployeeStatus.Left => people.Where(e => e.LeaveDate < today),
            _ => people,
        };
    }

    private static IOrderedQueryable<Employee> Sorted(IQueryable<Employee> people, SortBy sort, Actor actor)
    {
        Expression<Func<Employee, object?>> key = sort.Column switch
        {
            "number" => e => e.Number,
            "email" => e => e.Email,
            "department" => e => e.Department!.Name,
            "title" => e => e.JobTitle,
            "family" => e => e.JobFamily,
            "level" => e => e.Level,
            "manager" => e => e.Manager!.Name,
            // an order by what one may not see would tell it
            "hired" when actor.IsHr => e => e.HireDate,
            "left" when actor.IsHr => e => e.LeaveDate,
            _ => e => e.Name,
        };
        return (sort.Descending ? people.OrderByDescending(key) : people.OrderBy(key)).ThenBy(e => e.Id);
    }

    private static IQueryable<PersonRow> Rows(IQueryable<Employee> people, Actor actor)
    {
        var hr = actor.IsHr;
        return people.Select(e => new PersonRow(
            e.Id,
            e.Number,
            e.Name,
            e.Email,
            e.Department!.Name,
            e.JobTitle,
            e.JobFamily,
            e.Level,
            e.ManagerId,
            e.Manager!.Name,
            e.Manager!.Number,
            hr ? e.HireDate : null,
            hr ? e.LeaveDate : null,
            hr ? e.Language : "",
            hr ? e.TimeZone : "",
            e.Department.Path));
    }

    private static async Task<List<PersonRow>> ReadAsync(PortalDbContext db, IQueryable<PersonRow> people, CancellationToken cancellation)
    {
        var rows = await people.ToListAsync(cancellation);
        var trails = await DepartmentTrails.OfAsync(db, rows.Select(r => r.DepartmentPath), cancellation);
        return rows.ConvertAll(r => r with { Department = trails.Of(r.DepartmentPath, r.Department), DepartmentPath = "" });
    }
}
