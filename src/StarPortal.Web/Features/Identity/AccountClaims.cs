using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using StarPortal.Data.Identity;
using StarPortal.Domain;

namespace StarPortal.Web.Features.Identity;

/// <summary>What the sign-in cookie says of an account. Pages go by it; use cases ask <see cref="ActorProvider"/>, which reads afresh.</summary>
internal sealed class AccountClaims(UserManager<Account> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Account>(users, options)
{
    public const string EmployeeId = "employee";
    public const string DisplayName = "display";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(DisplayName, user.DisplayName));
        if (user.EmployeeId is { } employee)
        {
            identity.AddClaim(new Claim(EmployeeId, employee.ToString(CultureInfo.InvariantCulture)));
        }

        foreach (var role in Enum.GetValues<Roles>().Where(r => r != Roles.None && user.Roles.HasFlag(r)))
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, role.ToString()));
        }

        return identity;
    }
}
