using Microsoft.AspNetCore.Diagnostics;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Identity;

/// <summary>Nobody is signed in any more: the account was disabled, its person left, or its sessions were ended.</summary>
#pragma warning disable CA1032 // it says one thing only
public sealed class SessionEndedException() : UnauthorizedAccessException("Nobody is signed in, or the account may no longer act.");
#pragma warning restore CA1032

/// <summary>Answers a request whose session has ended: a page goes to the sign-in form, anything else gets 401.</summary>
internal sealed class SessionEndedAnswer : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not SessionEndedException)
        {
            return false;
        }

        await httpContext.RequestServices.GetRequiredService<Sessions>().EndAsync();
        if (HttpMethods.IsGet(httpContext.Request.Method))
        {
            var target = LocalUrl.Safe(httpContext.Request.Path + httpContext.Request.QueryString);
            httpContext.Response.Redirect($"/account/sign-in?returnUrl={Uri.EscapeDataString(target)}");
        }
        else
        {
            httpContext.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return true;
    }
}
