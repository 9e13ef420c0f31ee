using System.Text.Encodings.Web;
using System.Text.Json;

namespace StarPortal.Web.Shared.Hosting;

internal static class Logging
{
    /// <summary>One JSON object a line outside Development, with the request's reference that error pages show.</summary>
    /// <remarks>
    /// What people write never gets here: EF Core's parameter values stay off, Blazor's detailed errors too, and messages of
    /// our own carry identifiers only. Secrets in addresses are kept out by <see cref="QuietScopes"/>.
    /// </remarks>
    public static void AddPortalLogging(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IExternalScopeProvider, QuietScopes>();
        // at "Information" it writes every request's whole address, one-time links and customers' links among them
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        if (builder.Environment.IsDevelopment())
        {
            return;
        }

        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(o =>
        {
            o.IncludeScopes = true;
            o.UseUtcTimestamp = true;
            o.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            o.JsonWriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
    }
}
