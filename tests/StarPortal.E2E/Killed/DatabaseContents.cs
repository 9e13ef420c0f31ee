using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace StarPortal.E2E.Killed;

/// <summary>
/// What a database says, free of what may differ between two runs of the same work: identifiers, moments, random names,
/// attempts. References are replaced by what they refer to, so that two databases are alike when they hold the same facts.
/// </summary>
internal sealed partial class DatabaseContents
{
    /// <summary>Not part of what a run does: the schedule itself, who is alive, keys, the chain over everything.</summary>
    private static readonly string[] LeftOut = ["__EF", "qrtz_", "sqlite_", "DataProtectionKeys", "AuditHeads", "Job", "WritingDrafts", "AspNet"];

    private const string SqliteTables = "select name from sqlite_master where type = 'table'";
    private const string SqliteColumns = """select "name" from pragma_table_info('{0}') order by "cid" """;
    private const string SqliteParents = """select "from", "table" from pragma_foreign_key_list('{0}')""";
    private const string PostgresTables = "select tablename::text from pg_tables where schemaname = 'public'";
    private const string PostgresColumns = """select attname::text from pg_attribute where attrelid = '"{0}"'::regclass and attnum > 0 and not attisdropped order by attnum""";
    private const string PostgresParents = """
        select a.attname::text, p.relname::text
        from pg_constraint c join pg_class p on p.oid = c.confrelid join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'f' and c.conrelid = '"{0}"'::regclass and array_length(c.conkey, 1) = 1
        """;

    /// <summary>Of these only what the work itself writes: what the time of the day adds may come in either run.</summary>
    private static readonly Dictionary<string, string> Filters = new()
    {
        ["AuditEntries"] = """ "Action" like 'Cycles.%' or "Action" in ('Documents.CertificatesPrinted', 'Documents.CertificateIssued') """,
        ["Notifications"] = """ "Kind" like 'Cycles.%' """,
        ["Outbox"] = """ "Key" like 'kill:%' """,
    };

    private readonly Dictionary<string, Table> tables = [];

    public static async Task<DatabaseContents> ReadAsync(PortalProcess portal)
    {
        var contents = new DatabaseContents();
        await using var connection = await portal.OpenAsync();
        foreach (var name in await ColumnAsync(connection, connection is NpgsqlConnection ? PostgresTables : SqliteTables))
        {
            if (!LeftOut.Any(l => name.StartsWith(l, StringComparison.OrdinalIgnoreCase)))
            {
                contents.tables[name] = await Table.ReadAsync(connection, name);
            }
        }

        return contents;
    }

    /// <summary>Every table whose rows are not the same, with some of the rows that only one of the two has; nothing when alike.</summary>
    public IReadOnlyList<string> DifferencesTo(DatabaseContents other)
    {
        var faults = new List<string>();
        foreach (var name in tables.Keys.Union(other.tables.Keys).Order(StringComparer.Ordinal))
        {
            var (mine, theirs) = (Rows(name), other.Rows(name));
            var (missing, extra) = (Minus(theirs, mine), Minus(mine, theirs));
            if (missing.Count + extra.Count > 0)
            {
                faults.Add($"{name}: {mine.Count} rows instead of {theirs.Count}; {extra.Count} too many, {missing.Count} missing\n  too many: {string.Join("\n            ", extra.Take(2))}\n  missing:  {string.Join("\n            ", missing.Take(2))}");
            }
        }

        return faults;
    }

    private static List<string> Minus(List<string> all, List<string> without)
    {
        var left = without.CountBy(r => r).ToDictionary(r => r.Key, r => r.Value);
        return [.. all.Where(r => (left[r] = left.GetValueOrDefault(r) - 1) < 0)];
    }

    private static async Task<List<string>> ColumnAsync(DbConnection connection, string sql) => [.. (await PairsAsync(connection, sql)).Select(p => p.First)];

    private static async Task<List<(string First, string Last)>> PairsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<(string, string)>();
        while (await reader.ReadAsync())
        {
            values.Add((reader.GetString(0), reader.GetString(reader.FieldCount - 1)));
        }

        return values;
    }

    private List<string> Rows(string table) =>
        tables.TryGetValue(table, out var found) ? [.. found.Rows.Where(r => r.Counts).Select(r => Words(found, r))] : [];

    private string Words(Table table, Row row)
    {
        var text = new StringBuilder();
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            if (Fleeting().IsMatch(column) || (table.Key == column && !table.Parents.ContainsKey(column)))
            {
                continue;
            }

            text.Append(column).Append('=').Append(Word(table, column, row.Values[i])).Append('|');
        }

        return text.ToString();
    }

    private string Word(Table table, string column, object? value)
    {
        if (value is null)
        {
            return "";
        }

        if (table.Parents.TryGetValue(column, out var parent))
        {
            return tables.TryGetValue(parent, out var of) ? Name(of, value) : "*";
        }

        if (column.EndsWith("Id", StringComparison.Ordinal))
        {
            return "*";
        }

        var text = Moment().Replace(Convert.ToString(value, CultureInfo.InvariantCulture)!, "t");
        return column is "Key" or "Link" or "Details" or "Args" or "Input" or "Counts" ? Digits().Replace(text, "#") : text;
    }

    // a row referred to is known by a digest of its own words
    private string Name(Table table, object id)
    {
        var key = Convert.ToString(id, CultureInfo.InvariantCulture)!;
        if (table.Names.TryGetValue(key, out var known))
        {
            return known;
        }

        // rows that refer to each other in a circle stop here
        table.Names[key] = "…";
        var row = table.Of(key);
        var name = row is null ? "?" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Words(table, row))))[..12];
        table.Names[key] = name;
        return name;
    }

    [GeneratedRegex("^(Version|Lease.*|Attempts|Interruptions|Tries|Done|Total|.*Token|Hash|PreviousHash|Sequence|Code|FileSize|FileName|Progress|LastError|Milliseconds|Duration|SecurityStamp|ConcurrencyStamp|PasswordHash|.*At|Address)$")]
    private static partial Regex Fleeting();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?Z?")]
    private static partial Regex Moment();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    private sealed record Row(object?[] Values, bool Counts);

    private sealed record Table(IReadOnlyList<string> Columns, IReadOnlyDictionary<string, string> Parents, string Key, IReadOnlyList<Row> Rows)
    {
        private readonly Dictionary<string, Row> byKey = [];

        public Dictionary<string, string> Names { get; } = [];

        public Row? Of(string key)
        {
            if (byKey.Count == 0 && Key.Length > 0)
            {
                var at = Columns.ToList().IndexOf(Key);
                foreach (var row in Rows)
                {
                    byKey[Convert.ToString(row.Values[at], CultureInfo.InvariantCulture)!] = row;
                }
            }

            return byKey.GetValueOrDefault(key);
        }

        public static async Task<Table> ReadAsync(DbConnection connection, string name)
        {
            var postgres = connection is NpgsqlConnection;
            var parents = (await PairsAsync(connection, (postgres ? PostgresParents : SqliteParents).Replace("{0}", name, StringComparison.Ordinal))).ToDictionary(p => p.First, p => p.Last);
            var columns = await ColumnAsync(connection, (postgres ? PostgresColumns : SqliteColumns).Replace("{0}", name, StringComparison.Ordinal));
            var rows = new List<Row>();
            await using var command = connection.CreateCommand();
            command.CommandText = $"select ({Filters.GetValueOrDefault(name, "1 = 1")}), * from \"{name}\"";
            await using var all = await command.ExecuteReaderAsync();
            while (await all.ReadAsync())
            {
                var values = new object?[columns.Count];
                for (var i = 0; i < columns.Count; i++)
                {
                    // one of the two databases keeps moments as moments
                    values[i] = await all.IsDBNullAsync(i + 1) ? null : all.GetValue(i + 1) is var value && value is DateTime { Kind: DateTimeKind.Utc } ? "t" : value;
                }

                rows.Add(new Row(values, Convert.ToBoolean(all.GetValue(0), CultureInfo.InvariantCulture)));
            }

            return new Table(columns, parents, columns.Contains("Id") ? "Id" : "", rows);
        }
    }
}
