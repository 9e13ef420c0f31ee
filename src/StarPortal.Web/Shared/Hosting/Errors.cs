using System.Diagnostics;
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

                log.LogError(context.Exception, "A request failed: {Method} {Path}, reference {Reference}", context.HttpContext.Request.Method, context.HttpContext.Request.Path, Reference(context.HttpContext));
                return true;
            },
        });
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
    }

    /// <summary>What an error page shows and the log carries: the trace of the request.</summary>
    public static string Reference(HttpContext? context) => Activity.Current?.TraceId.ToString() ?? context?.TraceIdentifier ?? "";
}
