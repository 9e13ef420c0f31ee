using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>
/// Tells a page who acts. The account is read from the database each time, so that a role taken away or an account
/// disabled counts from the next click on, whatever the circuit's claims still say.
/// </summary>
public sealed class ActorProvider(
    AuthenticationStateProvider authentication,
    IHttpContextAccessor http,
    IDbContextFactory<PortalDbContext> factory,
    TimeProvider clock)
{
    // a circuit's address is the one its connection came from
    private readonly string? address = http.HttpContext?.Connection.RemoteIpAddress?.ToString();

    /// <summary>The actor of a page or component.</summary>
    /// <exception cref="SessionEndedException">Nobody is signed in, or the account is no longer allowed to act.</exception>
    public async Task<Actor> CurrentAsync(CancellationToken cancellation = default) =>
        await OfAsync((await authentication.GetAuthenticationStateAsync()).User, cancellation);

    /// <summary>The actor of an endpoint.</summary>
    /// <inheritdoc cref="CurrentAsync"/>
    public async Task<Actor> OfAsync(ClaimsPrincipal user, CancellationToken cancellation = default) =>
        await FindAsync(user, cancellation) ?? throw new SessionEndedException();

    /// <summary>Whether the account behind a cookie or circuit still exists, is in use and has not ended this session.</summary>
    public async Task<bool> MayActAsync(ClaimsPrincipal user, CancellationToken cancellation = default) => await FindAsync(user, cancellation) is not null;

    private async Task<Actor?> FindAsync(ClaimsPrincipal user, CancellationToken cancellation)
    {
        if (!int.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        var stamp = user.FindFirstValue(AccountClaims.Stamp);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var account = await db.Users.AsNoTracking()
            .Where(a => a.Id == id && !a.Disabled && a.SecurityStamp == stamp)
            .Select(a => new
            {
                a.Id,
                a.EmployeeId,
                a.DisplayName,
                a.Roles,
                LeaveDate = a.Employee == null ? null : a.Employee.LeaveDate,
                TimeZone = a.Employee == null ? null : a.Employee.TimeZone,
            })
            .SingleOrDefaultAsync(cancellation);
        return account is not null && new AccountState(false, account.LeaveDate, account.TimeZone).MayAct(clock.GetUtcNow().UtcDateTime)
            ? new Actor(account.Id, account.EmployeeId, account.DisplayName, account.Roles, address)
            : null;
    }
}
