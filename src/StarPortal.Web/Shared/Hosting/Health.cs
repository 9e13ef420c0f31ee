using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StarPortal.Data;

namespace StarPortal.Web.Shared.Hosting;

/// <summary>A part of the program that needs a while before it works; until then the program is not ready, which is no fault.</summary>
internal interface IStartsUp
{
    /// <summary>False once it works, or when it should long have begun to.</summary>
    bool IsStarting { get; }
}

internal static class Health
{
    public static IServiceCollection AddPortalHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        return services;
    }

    public static void MapPortalHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains("ready") }).AllowAnonymous()
            .Add(e => e.RequestDelegate = OnceStarted(e.RequestDelegate!));
    }

    // a check that fails is logged as a fault: none is asked before it could answer
    private static RequestDelegate OnceStarted(RequestDelegate check) => http =>
    {
        if (!http.RequestServices.GetServices<IStartsUp>().Any(s => s.IsStarting))
        {
            return check(http);
        }

        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.CacheControl = "no-store, no-cache";
        http.Response.ContentType = "text/plain";
        return http.Response.WriteAsync("Starting", http.RequestAborted);
    };
}

/// <summary>Ready means: the database answers and holds every migration of this build.</summary>
internal sealed class DatabaseHealth(IDbContextFactory<PortalDbContext> factory) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (!await db.Database.CanConnectAsync(cancellationToken))
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }

        var pending = await db.Database.GetPendingMigrationsAsync(cancellationToken);
        return pending.Any() ? HealthCheckResult.Unhealthy("Migrations are pending.") : HealthCheckResult.Healthy();
    }
}
