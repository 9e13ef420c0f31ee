using Microsoft.AspNetCore.Http.HttpResults;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Preferences;

/// <summary>What mail programs and the page post to (RFC 8058). The signed link is all that is needed, and looking at it does nothing.</summary>
internal static class UnsubscribeEndpoint
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(UnsubscribeLinks.Root + "{token}", (string token) => TypedResults.LocalRedirect(PageOf(token)))
            .AllowAnonymous().RequireRateLimiting(RateLimits.Public);
        app.MapPost(UnsubscribeLinks.Root + "{token}", RunAsync)
            .AllowAnonymous().DisableAntiforgery().RequireRateLimiting(RateLimits.Public);
    }

    private static async Task<Results<Ok, RedirectHttpResult, NotFound>> RunAsync(string token, HttpContext http, Unsubscribe unsubscribe)
    {
        var done = await unsubscribe.ByLinkAsync(token, http.RequestAborted);
        var byPage = http.Request.HasFormContentType && (await http.Request.ReadFormAsync(http.RequestAborted)).ContainsKey("page");
        return done.Failed ? TypedResults.NotFound() : byPage ? TypedResults.LocalRedirect($"{PageOf(token)}?done=1") : TypedResults.Ok();
    }

    private static string PageOf(string token) => UnsubscribeLinks.PageRoot + Uri.EscapeDataString(token);
}
