using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.People;

namespace StarPortal.Web.Features.People;

public sealed record PersonLink(int Id, string Name, string JobTitle);

/// <summary>One person as the reader may see them.</summary>
/// <param name="HasLeft">The last day of work is over.</param>
/// <param name="ShowsPersonnelFacts">Dates, language and zone are filled in.</param>
public sealed record PersonView(
    int Id,
    int Version,
    string Number,
    EmployeeDetails Details,
    IReadOnlyList<string> Departments,
    PersonLink? Manager,
    IReadOnlyList<PersonLink> Reports,
    bool HasLeft,
    bool ShowsPersonnelFacts,
    bool CanEdit);

/// <summary>A department for choosing, indented by its depth.</summary>
public sealed record DepartmentChoice(int Id, string Name, int Depth);

/// <summary>Single people, and the tree of departments.</summary>
public sealed class EmployeeQueries(IDbContextFactory<PortalDbContext> factory, PeopleQueries people, TimeProvider clock)
{
    /// <summary>Null for nobody, and for a leaver asked for by somebody who may not see leavers.</summary>
    public async Task<PersonView?> GetAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var person = await people.VisibleTo(db, actor).Where(e => e.Id == id).Select(e => new { Employee = e, e.Department!.Path }).SingleOrDefaultAsync(cancellation);
        if (person is null)
        {
            return null;
        }

        var employee = person.Employee;
        var above = person.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToList();
        var names = await db.Departments.AsNoTracking().Where(d => above.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Name, cancellation);
        var visible = people.VisibleTo(db, actor);
        var manager = await visible.Where(e => e.Id == employee.ManagerId).Select(e => new PersonLink(e.Id, e.Name, e.JobTitle)).SingleOrDefaultAsync(cancellation);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var reports = await visible.Where(e => e.ManagerId == id && (e.LeaveDate == null || e.LeaveDate >= today)).OrderBy(e => e.Name).Select(e => new PersonLink(e.Id, e.Name, e.JobTitle)).ToListAsync(cancellation);
        var shows = PeopleAccess.CanSeePersonnelFacts(actor, id);
        var details = employee.Details;
        return new PersonView(
            employee.Id,
            employee.Version,
            employee.Number,
            shows ? details : details with { HireDate = null, LeaveDate = null, Language = "", TimeZone = "" },
            [.. above.Where(names.ContainsKey).Select(a => names[a])],
            manager,
            reports,
            !employee.IsEmployedOn(today),
            shows,
            PeopleAccess.CanEdit(actor, id));
    }

    /// <summary>All departments in the order of the tree, for choosing one.</summary>
    public async Task<IReadOnlyList<DepartmentChoice>> DepartmentsAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var all = await db.Departments.AsNoTracking().Select(d => new { d.Id, d.Name, d.ParentId }).ToListAsync(cancellation);
        var children = all.ToLookup(d => d.ParentId);
        var choices = new List<DepartmentChoice>(all.Count);
        Add(null, 0);
        return choices;

        void Add(int? parent, int depth)
        {
            foreach (var department in children[parent].OrderBy(d => d.Name, StringComparer.CurrentCulture))
            {
                choices.Add(new DepartmentChoice(department.Id, department.Name, depth));
                Add(department.Id, depth + 1);
            }
        }
    }
}
