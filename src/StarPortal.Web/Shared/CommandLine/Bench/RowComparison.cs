using Microsoft.Data.Sqlite;

namespace StarPortal.Web.Shared.CommandLine.Bench;

/// <summary>What the two ways did to one table.</summary>
/// <param name="Portal">Rows that the portal added.</param>
/// <param name="Sql">Rows that the hand-written statements added.</param>
/// <param name="Different">Rows of either that the other does not have with the same contents; null where contents were not compared.</param>
internal sealed record TableRows(string Table, long Portal, long Sql, long? Different)
{
    public bool Equal => Portal == Sql && Different is null or 0;
}

/// <summary>
/// Whether the portal and the hand-written statements left the same rows behind, table by table. What cannot be the same is
/// left out: identifiers given in another order, the moment of writing, versions, hashes over moments.
/// </summary>
internal static class RowComparison
{
    /// <summary>Written in another number of steps, or holding how long something took.</summary>
    private static readonly string[] CountedOnly = ["LongTasks", "JobRuns", "AuditHeads", "ReviewAnswers", "CycleClosingSteps"];

    /// <param name="before">The file that both began with.</param>
    /// <param name="portal">What the portal made of it.</param>
    /// <param name="sql">What the hand-written statements made of it.</param>
    /// <param name="ignored">Columns that differ for a reason, as <c>Table.Column</c>.</param>
    /// <param name="cancellation">Ends the comparison.</param>
    public static async Task<IReadOnlyList<TableRows>> CompareAsync(string before, string portal, string sql, IReadOnlySet<string> ignored, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(BenchPortal.ConnectionOf(portal));
        await connection.OpenAsync(cancellation);
        await SqlScript.RunAsync(connection, null, "ATTACH :sql AS sql; ATTACH :before AS before", [(":sql", sql), (":before", before)], cancellation);
        var rows = new List<TableRows>();
        foreach (var table in await NamesAsync(connection, "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", cancellation))
        {
            var counts = await SqlScript.ReadAsync(
                connection,
                null,
                $"""SELECT (SELECT COUNT(*) FROM before."{table}"), (SELECT COUNT(*) FROM main."{table}"), (SELECT COUNT(*) FROM sql."{table}")""",
                [],
                r => (Before: r.GetInt64(0), Portal: r.GetInt64(1), Sql: r.GetInt64(2)),
                cancellation);
            var different = CountedOnly.Contains(table) ? (long?)null : await DifferentAsync(connection, table, ignored, cancellation);
            if (counts.Portal != counts.Before || counts.Sql != counts.Before || different > 0)
            {
                rows.Add(new TableRows(table, counts.Portal - counts.Before, counts.Sql - counts.Before, different));
            }
        }

        return rows;
    }

    private static async Task<long> DifferentAsync(SqliteConnection connection, string table, IReadOnlySet<string> ignored, CancellationToken cancellation)
    {
        var names = await NamesAsync(connection, $"SELECT name FROM pragma_table_info('{table}')", cancellation);
        var columns = string.Join(", ", names.Where(c => IsCompared(c) && !ignored.Contains($"{table}.{c}")).Select(c => $"\"{c}\""));
        return columns.Length == 0
            ? 0
            : await SqlScript.ReadAsync(
                connection,
                null,
                $"""
                SELECT (SELECT COUNT(*) FROM (SELECT {columns} FROM main."{table}" EXCEPT SELECT {columns} FROM sql."{table}"))
                     + (SELECT COUNT(*) FROM (SELECT {columns} FROM sql."{table}" EXCEPT SELECT {columns} FROM main."{table}"))
                """,
                [],
                r => r.GetInt64(0),
                cancellation);
    }

    private static bool IsCompared(string column) =>
        column is not ("Id" or "Version" or "At" or "Since") && !column.EndsWith("At", StringComparison.Ordinal) && !column.EndsWith("Hash", StringComparison.Ordinal);

    private static async Task<List<string>> NamesAsync(SqliteConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
