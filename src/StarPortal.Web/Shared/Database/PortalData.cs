using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Data.Postgres;
using StarPortal.Data.Sqlite;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.Database;

internal static class PortalData
{
    public static IServiceCollection AddPortalData(this IServiceCollection services)
    {
        services.AddDbContextFactory<PortalDbContext>((provider, builder) =>
        {
            var options = provider.GetRequiredService<IOptions<PortalOptions>>().Value;
            if (options.IsPostgres)
            {
                builder.UsePortalPostgres(options.ConnectionString);
            }
            else
            {
                builder.UsePortalSqlite(options.ConnectionString);
            }
        });
        services.AddSingleton<CompanyName>();
        services.AddSingleton<CompanyPaper>();
        services.AddHostedService<CheckpointService>();
        return services;
    }
}
