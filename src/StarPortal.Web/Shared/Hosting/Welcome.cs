using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Shared.Hosting;

/// <summary>What somebody who tries the demo needs to know: where it is, and whom to sign in as.</summary>
internal static class Welcome
{
    public static async Task<IReadOnlyList<string>> LinesAsync(IDbContextFactory<PortalDbContext> factory, IEnumerable<string> urls, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var employees = db.Users.AsNoTracking().Where(a => !a.Disabled && a.EmployeeId != null).OrderBy(a => a.Id);
        var managers = db.Employees.Where(e => e.ManagerId != null).Select(e => e.ManagerId);
        var plain = employees.Where(a => a.Roles == Roles.Employee);
        var people = new (string Who, string? Email)[]
        {
            ("administrator", await db.Users.Where(a => a.EmployeeId == null && !a.Disabled).OrderBy(a => a.Id).Select(a => a.Email).FirstOrDefaultAsync(cancellation)),
            ("HR", await Hr(employees).Select(a => a.Email).FirstOrDefaultAsync(cancellation)),
            ("manager", await plain.Where(a => managers.Contains(a.EmployeeId)).Select(a => a.Email).Skip(1).FirstOrDefaultAsync(cancellation)),
            ("employee", await plain.Where(a => !managers.Contains(a.EmployeeId)).Select(a => a.Email).FirstOrDefaultAsync(cancellation)),
        };
        return
        [
            "",
            $"  StarPortal is at {string.Join(", ", urls)}",
            .. people.Where(p => p.Email is not null).Select(p => $"  sign in as {p.Who,-14} {p.Email}"),
            $"  password                  {DemoRequest.Password}",
            "",
        ];
    }

    private static IQueryable<Account> Hr(IQueryable<Account> accounts) => accounts.Where(a => a.Roles == (Roles.Employee | Roles.HR));
}
