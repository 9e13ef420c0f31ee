using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using StarPortal.Data.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>Re-validates cookies: beyond the stamp, the account must still be allowed to act (not disabled, not left).</summary>
internal sealed class PortalSignInManager(
    UserManager<Account> users,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<Account> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<Account> confirmation,
    ActorProvider actors)
    : SignInManager<Account>(users, http, claims, options, log, schemes, confirmation)
{
    public override async Task<Account?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        principal is not null && await actors.MayActAsync(principal) ? await base.ValidateSecurityStampAsync(principal) : null;
}
