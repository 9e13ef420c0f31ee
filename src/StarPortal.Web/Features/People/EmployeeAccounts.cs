using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.Identity;
using StarPortal.Domain.People;

namespace StarPortal.Web.Features.People;

/// <summary>
/// Accounts without an employee. HR who began before the people were there takes the own account along;
/// an administrator's account never becomes an employee's by a line in a file.
/// </summary>
internal static class EmployeeAccounts
{
    private static readonly IReadOnlyList<Roles> Administrators = AccountAccess.SetsWith(Roles.Administrator);

    /// <summary>Addresses that no employee may have.</summary>
    public static IQueryable<Account> Reserved(PortalDbContext db) => db.Users.Where(a => a.EmployeeId == null && Administrators.Contains(a.Roles));

    /// <summary>Accounts whose address a new employee may not have.</summary>
    public static IQueryable<Account> Taken(PortalDbContext db) => db.Users.Where(a => a.EmployeeId != null || Administrators.Contains(a.Roles));

    /// <summary>Accounts that become the employee's who has their address.</summary>
    public static IQueryable<Account> Waiting(PortalDbContext db) => db.Users.Where(a => a.EmployeeId == null && !Administrators.Contains(a.Roles));

    public static async Task GiveAsync(PortalDbContext db, Employee employee, CancellationToken cancellation)
    {
        var normalized = Account.Normalize(employee.Email);
        if (await Waiting(db).SingleOrDefaultAsync(a => a.NormalizedUserName == normalized, cancellation) is { } account)
        {
            account.Become(employee.Id, employee.Email, employee.Name);
        }
        else
        {
            db.Users.Add(Account.ForEmployee(employee));
        }
    }
}
