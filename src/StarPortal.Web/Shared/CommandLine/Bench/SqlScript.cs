using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>
/// What the portal is compared with: statements written by hand, in one transaction on one connection, with the same
/// durability as the portal's. The scripts stand beside this class and can be run by any SQLite tool.
/// </summary>
internal static class SqlScript
{
    // the same as Data.Sqlite tells every connection
    private const string Pragmas = "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=15000; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;";

    public static string Read(string name)
    {
        using var stream = typeof(SqlScript).Assembly.GetManifestResourceStream($"{typeof(SqlScript).Namespace}.{name}.sql")
            ?? throw new InvalidOperationException($"There is no script {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static async Task<SqliteConnection> OpenAsync(string file, CancellationToken cancellation)
    {
        var connection = new SqliteConnection(BenchPortal.ConnectionOf(file));
        await connection.OpenAsync(cancellation);
        await RunAsync(connection, null, Pragmas, [], cancellation);
        return connection;
    }

    public static async Task RunAsync(SqliteConnection connection, SqliteTransaction? transaction, string sql, IReadOnlyList<(string Name, object? Value)> values, CancellationToken cancellation)
    {
        await using var command = Command(connection, transaction, sql, values);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<T> ReadAsync<T>(
        SqliteConnection connection, SqliteTransaction? transaction, string sql, IReadOnlyList<(string Name, object? Value)> values, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = Command(connection, transaction, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return read(reader);
    }

    public static async Task<List<T>> ListAsync<T>(
        SqliteConnection connection, SqliteTransaction? transaction, string sql, IReadOnlyList<(string Name, object? Value)> values, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = Command(connection, transaction, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string sql, IReadOnlyList<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.CommandTimeout = 0;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
