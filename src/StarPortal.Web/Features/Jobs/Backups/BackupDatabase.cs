using System.Globalization;
using Microsoft.Data.Sqlite;
using StarPortal.Domain;

namespace StarPortal.Web.Features.Jobs.Backups;

/// <summary>What is known of a database file at one moment.</summary>
/// <param name="Migration">The last one applied.</param>
/// <param name="Rows">How many rows each table has.</param>
public sealed record DatabaseContent(string Migration, IReadOnlyDictionary<string, long> Rows);

/// <summary>Copies an SQLite database while others write to it, and looks whether a copy is whole.</summary>
internal static class BackupDatabase
{
    private const string Tables = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name";

    /// <summary>
    /// SQLite's online backup in one step, inside one read transaction: the copy is the state of one moment, writers go on
    /// meanwhile, and what is counted is what is copied.
    /// </summary>
    public static async Task<DatabaseContent> CopyAsync(string source, string target, CancellationToken cancellation)
    {
        await using var from = await OpenAsync(source, SqliteOpenMode.ReadOnly, cancellation);
        await using var reading = from.BeginTransaction(deferred: true);
        var content = await ReadAsync(from, cancellation);
        await using var to = await OpenAsync(target, SqliteOpenMode.ReadWriteCreate, cancellation);
        await Task.Run(() => from.BackupDatabase(to), cancellation);
        // one file, without a write-ahead log beside it
        await ScalarAsync(to, "PRAGMA journal_mode=DELETE", cancellation);
        return content;
    }

    /// <summary>Opens a copy and looks at all of it; the fault found, or its content.</summary>
    public static async Task<Result<DatabaseContent>> CheckAsync(string file, DatabaseContent? expected, CancellationToken cancellation)
    {
        try
        {
            await using var copy = await OpenAsync(file, SqliteOpenMode.ReadOnly, cancellation);
            var integrity = await ScalarAsync(copy, "PRAGMA integrity_check", cancellation);
            if (integrity != "ok")
            {
                return BackupErrors.Unsound.With(integrity);
            }

            if (await ScalarAsync(copy, "select \"table\" from pragma_foreign_key_check limit 1", cancellation) is { Length: > 0 } table)
            {
                return BackupErrors.Unsound.With($"foreign_key_check: {table}");
            }

            var found = await ReadAsync(copy, cancellation);
            return expected is null ? found : Compare(expected, found);
        }
        catch (SqliteException fault)
        {
            return BackupErrors.Unsound.With(fault.Message);
        }
    }

    /// <summary>Folds the write-ahead log into the file; false while a portal has it open.</summary>
    public static async Task<bool> TryCloseAsync(string file, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await OpenAsync(file, SqliteOpenMode.ReadWrite, cancellation);
            return await ScalarAsync(connection, "PRAGMA journal_mode=DELETE", cancellation) == "delete";
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static Result<DatabaseContent> Compare(DatabaseContent expected, DatabaseContent found)
    {
        if (expected.Migration != found.Migration)
        {
            return BackupErrors.Unsound.With($"migration {found.Migration} instead of {expected.Migration}");
        }

        var differing = expected.Rows.Keys.Union(found.Rows.Keys)
            .Where(t => expected.Rows.GetValueOrDefault(t, -1) != found.Rows.GetValueOrDefault(t, -1))
            .Select(t => string.Create(CultureInfo.InvariantCulture, $"{t}: {found.Rows.GetValueOrDefault(t, -1)} instead of {expected.Rows.GetValueOrDefault(t, -1)}"))
            .ToList();
        return differing.Count == 0 ? found : BackupErrors.Unsound.With(string.Join("; ", differing));
    }

    private static async Task<DatabaseContent> ReadAsync(SqliteConnection connection, CancellationToken cancellation)
    {
        var tables = new List<string>();
        await using (var list = connection.CreateCommand())
        {
            list.CommandText = Tables;
            await using var reader = await list.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                tables.Add(reader.GetString(0));
            }
        }

        var rows = new Dictionary<string, long>();
        foreach (var table in tables)
        {
            // names out of the database's own catalogue
            var count = await ScalarAsync(connection, $"select count(*) from \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", cancellation);
            rows[table] = long.Parse(count, CultureInfo.InvariantCulture);
        }

        var migration = await ScalarAsync(connection, "select max(\"MigrationId\") from \"__EFMigrationsHistory\"", cancellation);
        return new DatabaseContent(migration, rows);
    }

    private static async Task<string> ScalarAsync(SqliteConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) ?? "";
    }

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancellation)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
