using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.People;

namespace StarPortal.Web.Features.People;

/// <summary>HR adds a person, with an account that waits for an invitation. Answers the new identifier.</summary>
public sealed class AddEmployee(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result<int>> RunAsync(EmployeeInput input, Actor actor, CancellationToken cancellation)
    {
        if (!PeopleAccess.CanManage(actor))
        {
            return PeopleErrors.NotAllowed;
        }

        input = input.Tidy();
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync<Result<int>>(
            async () =>
            {
                await db.LockOrganisationAsync(cancellation);
                var errors = EmployeeRules.Check(input.Number, input.Details).Select(f => f.Error).ToList();
                errors.AddRange(await EmployeeChecks.TakenAsync(db, null, input, cancellation));
                var manager = await EmployeeChecks.ManagerAsync(db, null, input.Details.ManagerId, cancellation);
                errors.AddRange(manager?.Check(input.Details, DateOnly.FromDateTime(now)) ?? []);
                if (input.Details.ManagerId is not null && manager is null)
                {
                    errors.Add(PeopleErrors.ManagerNotChosen);
                }

                if (errors.Count > 0)
                {
                    return Result<int>.Fail(errors);
                }

                var employee = new Employee(input.Number, input.Details);
                db.Employees.Add(employee);
                await db.SaveChangesAsync(cancellation);
                await EmployeeAccounts.GiveAsync(db, employee, cancellation);
                db.Audit(actor, new AuditNote("People.Added", nameof(Employee), employee.Id, employee.Id, Details: $"{employee.Number} {employee.Name}"), now);
                return employee.Id;
            },
            cancellation);
    }
}
