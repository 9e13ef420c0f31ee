using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;

namespace StarPortal.Web.Features.Identity;

/// <summary>What the sign-in cookie says of an account. Pages go by it; use cases ask <see cref="ActorProvider"/>, which reads afresh.</summary>
internal sealed class AccountClaims(UserManager<Account> users, IOptions<IdentityOptions> options, IDbContextFactory<PortalDbContext> factory)
    : UserClaimsPrincipalFactory<Account>(users, options)
{
    public const string EmployeeId = "employee";
    public const string DisplayName = "display";
    public const string TimeZone = "zone";

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
        }

        foreach (var role in Enum.GetValues<Roles>().Where(r => r != Roles.None && user.Roles.HasFlag(r)))
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, role.ToString()));
        }

        return identity;
    }
}
