using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace StarPortal.Web.Shared.Hosting;

internal static class SecurityHeaders
{
    // Radzen positions its pop-ups by style attributes; scripts are never inline
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UsePortalSecurityHeaders(this WebApplication app)
    {
        var strict = !app.Environment.IsDevelopment();
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (strict && context.Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000";
            }

            context.Response.OnStarting(() =>
            {
                KeepPrivate(context);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    /// <summary>
    /// Believes X-Forwarded-For and -Proto from the configured proxies and from nobody else: an address that anyone can
    /// write would defeat the rate limit and spoil the audit trail.
    /// </summary>
    public static void UsePortalProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<IOptions<PortalOptions>>().Value.TrustedProxies;
        if (proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }

        // as many hops as there are proxies of our own; the first unknown address ends the walk anyway
        options.ForwardLimit = null;
        app.UseForwardedHeaders(options);
    }

    /// <summary>Endpoints and static pages write dates in the signed-in person's zone.</summary>
    public static void UsePortalReader(this WebApplication app) =>
        app.Use((context, next) =>
        {
            if (context.User.Identity?.IsAuthenticated == true)
            {
                context.RequestServices.GetRequiredService<Formats>().WriteFor(context.User);
            }

            return next(context);
        });

    /// <summary>Nothing that was made for somebody who is signed in stays in a cache; files of the program do.</summary>
    private static void KeepPrivate(HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated == true && context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)
        {
            context.Response.Headers.CacheControl = "no-store";
        }
    }
}
