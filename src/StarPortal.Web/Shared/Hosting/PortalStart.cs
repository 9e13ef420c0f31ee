using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Shared.Hosting;

/// <summary>What happens before the first request: database, migrations, demo company or first administrator.</summary>
internal static class PortalStart
{
    public static async Task PrepareAsync(WebApplication app, CancellationToken cancellation)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var factory = services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        await MigrationGate.RunAsync(
            factory,
            async () =>
            {
                await ShippedData.InstallAsync(services, cancellation);
                if (WantsDemo(app))
                {
                    var today = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
                    await services.GetRequiredService<SeedDemo>().RunAsync(new DemoRequest(120, 1, today), cancellation);
                }
                else
                {
                    await services.GetRequiredService<CreateFirstAdministrator>().RunAsync(cancellation);
                }
            },
            cancellation);
        app.Lifetime.ApplicationStarted.Register(() => _ = WelcomeAsync(app));
    }

    private static bool WantsDemo(WebApplication app) =>
        app.Services.GetRequiredService<IOptions<PortalOptions>>().Value.Demo ?? app.Environment.IsDevelopment();

    private static async Task WelcomeAsync(WebApplication app)
    {
        if (WantsDemo(app))
        {
            var lines = await Welcome.LinesAsync(app.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>(), app.Urls, app.Lifetime.ApplicationStopping);
            Console.WriteLine(string.Join(Environment.NewLine, lines));
        }
    }
}
