using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using StarPortal.Data;

namespace StarPortal.Web.Shared.Database;

/// <summary>Migrates and seeds in one process at a time. Both locks die with the process, so a killed start never blocks the next.</summary>
public static class MigrationGate
{
    // any constant of this application
    private const long AdvisoryKey = 0x5354_4152_504f_5254;

    public static async Task RunAsync(IDbContextFactory<PortalDbContext> factory, Func<Task> afterwards, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (db.IsSqlite)
        {
            await RunSqliteAsync(db, afterwards, cancellation);
        }
        else
        {
            await RunPostgresAsync(db, afterwards, cancellation);
        }
    }

    private static async Task RunPostgresAsync(PortalDbContext db, Func<Task> afterwards, CancellationToken cancellation)
    {
        var connectionString = db.Database.GetConnectionString()!;
        await EnsurePostgresDatabaseAsync(connectionString, cancellation);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using (var command = new NpgsqlCommand("select pg_advisory_lock(@key)", connection) { CommandTimeout = 300 })
        {
            command.Parameters.AddWithValue("key", AdvisoryKey);
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await db.Database.MigrateAsync(cancellation);
        await afterwards();
        await using var unlock = new NpgsqlCommand("select pg_advisory_unlock(@key)", connection);
        unlock.Parameters.AddWithValue("key", AdvisoryKey);
        await unlock.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task EnsurePostgresDatabaseAsync(string connectionString, CancellationToken cancellation)
    {
        try
        {
            await using var probe = new NpgsqlConnection(connectionString);
            await probe.OpenAsync(cancellation);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            var target = new NpgsqlConnectionStringBuilder(connectionString);
            var name = target.Database!;
            target.Database = "postgres";
            await using var server = new NpgsqlConnection(target.ConnectionString);
            await server.OpenAsync(cancellation);
            await using var create = new NpgsqlCommand($"create database \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", server);
            try
            {
                await create.ExecuteNonQueryAsync(cancellation);
            }
            catch (PostgresException other) when (other.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                // another node was quicker
            }
        }
    }

    private static async Task RunSqliteAsync(PortalDbContext db, Func<Task> afterwards, CancellationToken cancellation)
    {
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await using var gate = await LockFileAsync(file + ".migrating", cancellation);
        var copy = new CopyBeforeMigration(file);
        copy.PutBack();
        await db.Database.OpenConnectionAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellation);

        // a process killed while migrating leaves its row here, and every later start would wait for ever
        await using (var command = db.Database.GetDbConnection().CreateCommand())
        {
            command.CommandText = "select count(*) from sqlite_master where name = '__EFMigrationsLock'";
            if ((long)(await command.ExecuteScalarAsync(cancellation))! == 1)
            {
                await db.Database.ExecuteSqlRawAsync("delete from \"__EFMigrationsLock\"", cancellation);
            }
        }

        await MigrateSqliteAsync(db, copy, cancellation);
        await db.Database.CloseConnectionAsync();
        await afterwards();
    }

    private static async Task MigrateSqliteAsync(PortalDbContext db, CopyBeforeMigration copy, CancellationToken cancellation)
    {
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellation)).ToList();
        if (applied.Count > 0 && db.Database.GetMigrations().Except(applied).Any())
        {
            copy.Take((SqliteConnection)db.Database.GetDbConnection());
        }

        try
        {
            await db.Database.MigrateAsync(cancellation);
        }
        catch
        {
            var connection = (SqliteConnection)db.Database.GetDbConnection();
            await db.Database.CloseConnectionAsync();
            SqliteConnection.ClearPool(connection);
            copy.PutBack();
            throw;
        }

        copy.Leave();
    }

    private static async Task<FileStream> LockFileAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
            }
            catch (IOException)
            {
                await Task.Delay(200, cancellation);
            }
        }
    }
}
