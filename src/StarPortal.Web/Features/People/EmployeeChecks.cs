using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.People;

namespace StarPortal.Web.Features.People;

/// <summary>What only the other records can tell about an employee's.</summary>
internal static class EmployeeChecks
{
    /// <summary>Number and e-mail are nobody else's, and the department exists.</summary>
    public static async Task<List<Error>> TakenAsync(PortalDbContext db, int? employeeId, EmployeeInput input, CancellationToken cancellation)
    {
        var errors = new List<Error>();
        var (number, email, normalized) = (input.Number, input.Details.Email, Account.Normalize(input.Details.Email));
        if (await db.Employees.AsNoTracking().Where(e => e.Id != employeeId && e.Number == number).Select(e => e.Name).FirstOrDefaultAsync(cancellation) is { } holder)
        {
            errors.Add(PeopleErrors.NumberTaken.With(holder));
        }

        if (await db.Employees.AsNoTracking().Where(e => e.Id != employeeId && e.Email == email).Select(e => e.Name).FirstOrDefaultAsync(cancellation) is { } owner)
        {
            errors.Add(PeopleErrors.EmailTaken.With(owner));
        }
        else if (await TakenAccounts(db, employeeId).AnyAsync(a => a.NormalizedUserName == normalized, cancellation))
        {
            errors.Add(PeopleErrors.EmailTaken.With(email));
        }

        if (!await db.Departments.AsNoTracking().AnyAsync(d => d.Id == input.Details.DepartmentId, cancellation))
        {
            errors.Add(PeopleErrors.DepartmentRequired);
        }

        return errors;
    }

    private static IQueryable<Account> TakenAccounts(PortalDbContext db, int? employeeId) =>
        employeeId is null
            ? EmployeeAccounts.Taken(db).AsNoTracking()
            : db.Users.AsNoTracking().Where(a => a.EmployeeId == null || a.EmployeeId != employeeId);

    /// <summary>Null when the record names no manager, or one that does not exist.</summary>
    public static async Task<ManagerFacts?> ManagerAsync(PortalDbContext db, int? employeeId, int? managerId, CancellationToken cancellation)
    {
        if (managerId is not { } id || await db.Employees.AsNoTracking().Where(e => e.Id == id).Select(e => new { e.Name, e.LeaveDate }).SingleOrDefaultAsync(cancellation) is not { } manager)
        {
            return null;
        }

        var managers = employeeId is null
            ? []
            : await db.Employees.AsNoTracking().Select(e => new { e.Id, e.ManagerId }).ToDictionaryAsync(e => e.Id, e => e.ManagerId, cancellation);
        return new ManagerFacts(manager.Name, manager.LeaveDate, employeeId is { } own && ReportingLine.WouldCircle(own, id, managers));
    }
}
