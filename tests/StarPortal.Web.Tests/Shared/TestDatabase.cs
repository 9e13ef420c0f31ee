using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using StarPortal.Data;
using StarPortal.Data.Postgres;
using StarPortal.Data.Sqlite;

namespace StarPortal.Web.Tests;

public enum Provider
{
    Sqlite,
    Postgres,
}

/// <summary>The providers that data tests run on: SQLite always, PostgreSQL when STARPORTAL_TEST_POSTGRES names a server.</summary>
public sealed class Providers : TheoryData<Provider>
{
    public Providers()
    {
        Add(Provider.Sqlite);
        if (TestDatabase.PostgresServer is not null)
        {
            Add(Provider.Postgres);
        }
    }
}

/// <summary>A migrated database of its own for one test, copied from one that was migrated once.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly SemaphoreSlim Once = new(1, 1);
    private static readonly string Run = Guid.NewGuid().ToString("N")[..8];
    private static string? sqliteTemplate;
    private static string? postgresTemplate;
    private static int number;

    private TestDatabase(Provider provider, string connection, string folder)
    {
        Provider = provider;
        Connection = connection;
        Folder = folder;
    }

    public static string? PostgresServer => Environment.GetEnvironmentVariable("STARPORTAL_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    public Provider Provider { get; }

    public string Connection { get; }

    public string Folder { get; }

    public static async Task<TestDatabase> CreateAsync(Provider provider)
    {
        var folder = Directory.CreateTempSubdirectory("starportal-test-").FullName;
        await Once.WaitAsync();
        try
        {
            return provider == Provider.Sqlite ? await CreateSqliteAsync(folder) : await CreatePostgresAsync(folder);
        }
        finally
        {
            Once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Provider == Provider.Sqlite)
        {
            using var connection = new SqliteConnection(Connection);
            SqliteConnection.ClearPool(connection);
        }
        else
        {
            await using var connection = new NpgsqlConnection(Connection);
            NpgsqlConnection.ClearPool(connection);
            await ExecuteAsync($"drop database if exists \"{new NpgsqlConnectionStringBuilder(Connection).Database}\" with (force)");
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<TestDatabase> CreateSqliteAsync(string folder)
    {
        if (sqliteTemplate is null)
        {
            var file = Path.Combine(Directory.CreateTempSubdirectory("starportal-template-").FullName, "template.db");
            var builder = new DbContextOptionsBuilder<PortalDbContext>();
            builder.UsePortalSqlite($"Data Source={file};Pooling=False");
            await using var db = new PortalDbContext(builder.Options);
            await db.Database.MigrateAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
            sqliteTemplate = file;
        }

        var path = Path.Combine(folder, "test.db");
        File.Copy(sqliteTemplate, path);
        return new TestDatabase(Provider.Sqlite, $"Data Source={path}", folder);
    }

    private static async Task<TestDatabase> CreatePostgresAsync(string folder)
    {
        if (postgresTemplate is null)
        {
            var name = $"starportal_template_{Run}";
            await ExecuteAsync($"create database \"{name}\"");
            var builder = new DbContextOptionsBuilder<PortalDbContext>();
            builder.UsePortalPostgres(ConnectionTo(name, pooling: false));
            await using var db = new PortalDbContext(builder.Options);
            await db.Database.MigrateAsync();
            postgresTemplate = name;
        }

        var copy = $"starportal_test_{Run}_{++number}";
        await ExecuteAsync($"create database \"{copy}\" template \"{postgresTemplate}\"");
        return new TestDatabase(Provider.Postgres, ConnectionTo(copy, pooling: true), folder);
    }

    private static string ConnectionTo(string database, bool pooling) =>
        new NpgsqlConnectionStringBuilder(PostgresServer) { Database = database, Pooling = pooling, MaxPoolSize = 10 }.ConnectionString;

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres", pooling: false));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
