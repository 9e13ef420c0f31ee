using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Identity;

/// <summary>What the sign-in cookie says of an account. Pages go by it; use cases ask <see cref="ActorProvider"/>, which reads afresh.</summary>
internal sealed class AccountClaims(UserManager<Account> users, IOptions<IdentityOptions> options, IDbContextFactory<PortalDbContext> factory, TimeProvider clock, IOptions<PortalOptions> portal)
    : UserClaimsPrincipalFactory<Account>(users, options)
{
    public const string EmployeeId = "employee";
    public const string DisplayName = "display";
    public const string TimeZone = "zone";

    /// <summary>There when somebody reports to the employee, or did when a cycle was launched.</summary>
    public const string Manages = "manages";

    /// <summary>The security stamp at sign-in, under the name that ASP.NET Core Identity gives it.</summary>
    public const string Stamp = "AspNet.Identity.SecurityStamp";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(DisplayName, user.DisplayName));
        if (user.EmployeeId is { } employee)
        {
            identity.AddClaim(new Claim(EmployeeId, employee.ToString(CultureInfo.InvariantCulture)));
            await using var db = await factory.CreateDbContextAsync();
            if (await db.Employees.Where(e => e.Id == employee).Select(e => e.TimeZone).SingleOrDefaultAsync() is { } zone)
            {
                identity.AddClaim(new Claim(TimeZone, zone));
            }

            if (await ManagesAsync(db, employee))
            {
                identity.AddClaim(new Claim(Manages, "true"));
            }
        }
        else
        {
            identity.AddClaim(new Claim(TimeZone, portal.Value.TimeZone));
        }

        foreach (var role in Enum.GetValues<Roles>().Where(r => r != Roles.None && user.Roles.HasFlag(r)))
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, role.ToString()));
        }

        return identity;
    }

    private async Task<bool> ManagesAsync(PortalDbContext db, int employee)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return await db.Employees.AnyAsync(e => e.ManagerId == employee && (e.LeaveDate == null || e.LeaveDate >= today))
            || await db.Participants.AnyAsync(p => p.ManagerId == employee);
    }
}
