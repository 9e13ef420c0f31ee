using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Identity;

/// <summary>
/// Asks again and again whether a live circuit's account may still act. When not (disabled, left, signed out
/// everywhere, new password) the circuit is signed out and the page goes to the sign-in form.
/// </summary>
internal sealed class CircuitSession(ILoggerFactory logs, IServiceScopeFactory scopes, IOptions<PortalOptions> options)
    : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(options.Value.SignIn.RevalidateSeconds);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        // the circuit's own services may be in use by the page
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ActorProvider>().MayActAsync(authenticationState.User, cancellationToken);
    }
}
