using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace StarPortal.Data.Sqlite;

public static class SqliteSetup
{
    public static DbContextOptionsBuilder UsePortalSqlite(this DbContextOptionsBuilder builder, string connection) => builder
        .UseSqlite(connection, o => o.MigrationsAssembly(typeof(SqliteSetup).Assembly))
        // a table that is built anew leaves the transaction: the start keeps a copy until the migration is through
        .ConfigureWarnings(w => w.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning, SqliteEventId.TableRebuildPendingWarning))
        .AddInterceptors(SqlitePragmas.Instance);
}

/// <summary>What every connection is told when it opens.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    // FULL: an acknowledged save survives a power cut. The checkpoint is a job inside the write gate.
    public const string Pragmas = "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=15000; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;";

    public static SqlitePragmas Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

public sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<PortalDbContext>
{
    public PortalDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<PortalDbContext>();
        builder.UsePortalSqlite("Data Source=design.db");
        return new PortalDbContext(builder.Options);
    }
}
