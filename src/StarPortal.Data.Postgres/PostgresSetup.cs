using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace StarPortal.Data.Postgres;

public static class PostgresSetup
{
    public static DbContextOptionsBuilder UsePortalPostgres(this DbContextOptionsBuilder builder, string connection) =>
        builder.UseNpgsql(connection, o => o.MigrationsAssembly(typeof(PostgresSetup).Assembly));
}

public sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PortalDbContext>
{
    public PortalDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<PortalDbContext>();
        builder.UsePortalPostgres("Host=127.0.0.1;Database=design");
        return new PortalDbContext(builder.Options);
    }
}
