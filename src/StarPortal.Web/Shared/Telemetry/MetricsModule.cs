using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.Telemetry;

/// <summary>The portal's figures at <c>/metrics</c>, for whoever has the token; without one for this machine only.</summary>
internal static class MetricsModule
{
    private const string Scheme = "Bearer ";

    public static IServiceCollection AddPortalMetrics(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<MetricCollector>();
        services.AddSingleton<StoredFigures>();
        return services;
    }

    public static void MapPortalMetrics(this WebApplication app)
    {
        // counts from the first request on
        app.Services.GetRequiredService<MetricCollector>();
        app.MapGet("/metrics", AnswerAsync).AllowAnonymous();
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, MetricCollector metrics, StoredFigures figures, IOptions<PortalOptions> options, ILogger<MetricCollector> log)
    {
        if (!MayRead(http, options.Value.Metrics.Token))
        {
            return TypedResults.NotFound();
        }

        try
        {
            await figures.RefreshAsync(http.RequestAborted);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // the figures of the process are most wanted when the database is away
            log.LogWarning(fault, "The database's figures could not be read for the metrics.");
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(metrics.Collect(), PrometheusText.ContentType);
    }

    private static bool MayRead(HttpContext http, string token)
    {
        if (token.Length == 0)
        {
            // a proxy on this machine that nobody named speaks for somebody elsewhere
            var forwarded = http.Request.Headers.Keys.Any(h => h.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
                || h.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase) || h is "Forwarded" or "Via" or "X-Real-IP");
            return !forwarded && http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        }

        var given = http.Request.Headers.Authorization.ToString();
        return given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Digest(given[Scheme.Length..].Trim()), Digest(token));
    }

    // of one length, so that comparing takes one time
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
