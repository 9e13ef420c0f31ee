using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;

namespace StarPortal.Web.Features.Identity;

/// <summary>
/// Tells a page who acts. The account is read from the database each time, so that a role taken away or an account
/// disabled counts from the next click on, whatever the circuit's claims still say.
/// </summary>
public sealed class ActorProvider(
    AuthenticationStateProvider authentication,
    IHttpContextAccessor http,
    IDbContextFactory<PortalDbContext> factory)
{
    // a circuit's address is the one its connection came from
    private readonly string? address = http.HttpContext?.Connection.RemoteIpAddress?.ToString();

    /// <summary>The actor of a page or component.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody is signed in, or the account is no longer allowed to act.</exception>
    public async Task<Actor> CurrentAsync(CancellationToken cancellation = default) =>
        await OfAsync((await authentication.GetAuthenticationStateAsync()).User, cancellation);

    /// <summary>The actor of an endpoint.</summary>
    /// <inheritdoc cref="CurrentAsync"/>
    public async Task<Actor> OfAsync(ClaimsPrincipal user, CancellationToken cancellation = default)
    {
        if (user.FindFirstValue(ClaimTypes.NameIdentifier) is not { } text)
        {
            throw new UnauthorizedAccessException("Nobody is signed in.");
        }

        var id = int.Parse(text, CultureInfo.InvariantCulture);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var account = await db.Users.AsNoTracking()
            .Where(a => a.Id == id && !a.Disabled)
            .Select(a => new { a.Id, a.EmployeeId, a.DisplayName, a.Roles, a.SecurityStamp })
            .SingleOrDefaultAsync(cancellation);
        if (account is null || (user.FindFirstValue("AspNet.Identity.SecurityStamp") is { } stamp && stamp != account.SecurityStamp))
        {
            throw new UnauthorizedAccessException("The account may no longer act.");
        }

        return new Actor(account.Id, account.EmployeeId, account.DisplayName, account.Roles, address);
    }
}
