using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using StarPortal.Domain.Identity;
using StarPortal.Web.Shared.Api;

namespace StarPortal.Web.Features.Identity.ApiKeys;

/// <summary>Signs another program in by the key that it sends. Whatever is wrong with a key, the answer is the same.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, FindApiKey find)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        if (await find.RunAsync(header[Bearer.Length..].Trim(), Context.Connection.RemoteIpAddress?.ToString(), Context.RequestAborted) is not { } found)
        {
            return AuthenticateResult.Fail(ApiErrors.KeyRefused.Code);
        }

        Context.Features.Set(found.Caller);
        var identity = new ClaimsIdentity(ApiScheme.Name);
        identity.AddClaim(new Claim(ApiScheme.KeyClaim, found.Caller.KeyName));
        identity.AddClaims(ApiScopeNames.Of(found.Scopes).Select(s => new Claim(ApiScheme.ScopeClaim, s)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), ApiScheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiAnswer.Refused(StatusCodes.Status401Unauthorized, ApiErrors.KeyRefused).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        return ApiAnswer.Refused(StatusCodes.Status403Forbidden, ApiErrors.ScopeMissing).ExecuteAsync(Context);
    }
}

/// <summary>Scopes as programs write them.</summary>
internal static class ApiScopeNames
{
    public static IReadOnlyList<(ApiScopes Scope, string Name)> All { get; } = [(ApiScopes.WriteActuals, ApiScheme.WriteActuals), (ApiScopes.ReadActuals, ApiScheme.ReadActuals)];

    public static IEnumerable<string> Of(ApiScopes scopes) => All.Where(s => scopes.HasFlag(s.Scope)).Select(s => s.Name);
}
