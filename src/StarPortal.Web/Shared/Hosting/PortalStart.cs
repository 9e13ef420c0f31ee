using Microsoft.EntityFrameworkCore;
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
                if (app.Environment.IsDevelopment())
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
    }
}
