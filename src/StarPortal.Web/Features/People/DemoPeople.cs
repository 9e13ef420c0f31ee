using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.People;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Features.People;

/// <summary>
/// Departments and people of the demo company. Known sign-ins: <c>hr@</c>, and where the size allows <c>manager@</c> and
/// that manager's <c>employee@demo.example</c>; person number 1 is the general manager.
/// </summary>
internal sealed class DemoPeople(IDbContextFactory<PortalDbContext> factory) : IDemoPart
{
    public int Order => 10;

    public async Task SeedAsync(DemoRequest request, CancellationToken cancellation)
    {
        var company = new DemoCompany(request);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        await db.WriteAsync(
            async () =>
            {
                var departments = await AddDepartmentsAsync(db, company, cancellation);
                var ids = await db.ReserveIdsAsync<Employee>(company.People.Count, cancellation);
                await db.InsertAsync([.. company.People.Select(p => ToEmployee(p, departments, ids))], ids, cancellation);
            },
            cancellation);
    }

    private static async Task<List<Department>> AddDepartmentsAsync(PortalDbContext db, DemoCompany company, CancellationToken cancellation)
    {
        var departments = new List<Department>();
        foreach (var planned in company.Departments)
        {
            departments.Add(new Department(planned.Name, planned.Parent is { } parent ? departments[parent] : null));
        }

        db.Departments.AddRange(departments);
        await db.SaveChangesAsync(cancellation);
        departments.ForEach(d => d.SetPath());
        await db.SaveChangesAsync(cancellation);
        return departments;
    }

    private static Employee ToEmployee(DemoPerson person, List<Department> departments, IReadOnlyList<int> ids) => new(
        person.Number,
        new EmployeeDetails(
            person.Name,
            person.Email,
            departments[person.Department].Id,
            person.JobTitle,
            person.JobFamily,
            person.Level,
            person.Manager is { } manager ? ids[manager] : null,
            person.HireDate,
            person.LeaveDate,
            person.Language,
            person.TimeZone));
}
