using System.Diagnostics;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Shared.Hosting;

internal static class Errors
{
    public static void UsePortalErrors(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Errors).FullName!);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            // logged once, by us, with the reference that the page shows
            SuppressDiagnosticsCallback = context =>
            {
                if (context.Exception is SessionEndedException)
                {
                    // nobody's fault: answered by SessionEndedAnswer
                    return true;
                }

                log.LogError(context.Exception, "A request failed: {Method} {Path}, reference {Reference}", context.HttpContext.Request.Method, PathOf(context.HttpContext), Reference(context.HttpContext));
                return true;
            },
        });
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
            {
                // an answer is only shown: a refused form must not be looked at again
                context.Request.Method = HttpMethods.Get;
                context.Features.Set<IAntiforgeryValidationFeature>(null);
            }

            return next(context);
        });
    }

    // by the time it is logged the request has been sent on to the error page
    private static string PathOf(HttpContext context) =>
        SecretPaths.Hide(context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context.Request.Path.Value ?? "");

    /// <summary>What an error page shows and the log carries: the trace of the request.</summary>
    public static string Reference(HttpContext? context) => Activity.Current?.TraceId.ToString() ?? context?.TraceIdentifier ?? "";
}
