using System.Text.Encodings.Web;
using System.Text.Json;

namespace StarPortal.Web.Shared.Hosting;

internal static class Logging
{
    /// <summary>One JSON object a line outside Development, with the request's reference that error pages show.</summary>
    /// <remarks>
    /// What people write never gets here: EF Core's parameter values stay off, Blazor's detailed errors too, and messages of
    /// our own carry identifiers only.
    /// </remarks>
    public static void AddPortalLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.Configure(o => o.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
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
