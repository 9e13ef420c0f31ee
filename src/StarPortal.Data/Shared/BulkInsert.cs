using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace StarPortal.Data;

/// <summary>
/// Many new rows at the speed of prepared statements: entities are written through the model's own mappings, without
/// being tracked. Only inside <see cref="PortalDbContext.WriteAsync{T}"/>.
/// </summary>
public static class BulkInsert
{
    // a round trip to the server carries many rows; more gain nothing
    private const int MostParameters = 1_000;

    /// <summary>Takes identifiers for <paramref name="count"/> rows about to be inserted; nobody else gets them.</summary>
    public static async Task<IReadOnlyList<int>> ReserveIdsAsync<T>(this PortalDbContext db, int count, CancellationToken cancellation)
        where T : class
    {
        if (count == 0)
        {
            return [];
        }

        var table = db.Model.FindEntityType(typeof(T))!.GetTableName()!;
        await using var command = db.CreateCommand();
        // SQLite: the write gate and the transaction keep others out until the rows are in
        command.CommandText = db.IsSqlite
            ? $"""SELECT MAX(COALESCE((SELECT MAX("Id") FROM "{table}"), 0), COALESCE((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0))"""
            : $"""SELECT nextval(pg_get_serial_sequence('"{table}"', 'Id')) FROM generate_series(1, {count})""";
        if (db.IsSqlite)
        {
            var last = Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), System.Globalization.CultureInfo.InvariantCulture);
            return [.. Enumerable.Range(last + 1, count)];
        }

        var ids = new List<int>(count);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            ids.Add((int)reader.GetInt64(0));
        }

        return ids;
    }

    /// <summary>Inserts the rows in their order.</summary>
    /// <param name="db">The context, in a write transaction.</param>
    /// <param name="rows">New, untracked entities.</param>
    /// <param name="ids">Reserved identifiers, one per row; null lets the database give them.</param>
    /// <param name="progress">Told how many rows are in.</param>
    /// <param name="skipKnown">Leaves out rows whose unique key is there already.</param>
    /// <param name="cancellation">Ends the work; the transaction is then rolled back by its owner.</param>
    public static async Task InsertAsync<T>(
        this PortalDbContext db,
        IReadOnlyList<T> rows,
        IReadOnlyList<int>? ids,
        CancellationToken cancellation,
        Action<int>? progress = null,
        bool skipKnown = false)
        where T : class
    {
        var columns = Columns(db.Model.FindEntityType(typeof(T))!, withKey: ids is not null);
        // SQLite has no round trip to save, and looks every parameter up by walking through all of the statement's names
        var perStatement = db.IsSqlite ? 1 : Math.Max(1, MostParameters / columns.Count);
        var done = 0;
        while (done < rows.Count)
        {
            var size = Math.Min(perStatement, rows.Count - done);
            await using var command = Prepare(db, columns, size, skipKnown);
            for (; done + size <= rows.Count; done += size)
            {
                Fill(command, columns, rows, ids, done, size);
                await ExecuteAsync(command, cancellation);
                progress?.Invoke(done + size);
            }
        }
    }

    /// <summary>A command on the context's own connection and transaction.</summary>
    public static DbCommand CreateCommand(this PortalDbContext db)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("Prepared writes need a write transaction.");
        return command;
    }

    // refused rows are told as EF's own saves tell them: callers need to know one exception only
    private static async Task ExecuteAsync(DbCommand command, CancellationToken cancellation)
    {
        try
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (DbException refused)
        {
            throw new DbUpdateException("The database refused rows.", refused);
        }
    }

    private static List<Column> Columns(IEntityType entity, bool withKey)
    {
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
        return
        [
            .. entity.GetProperties()
                .Where(p => withKey || !(p.IsPrimaryKey() && p.ValueGenerated == ValueGenerated.OnAdd))
                .Select(p => new Column(table.Name, p.GetColumnName(table)!, p.IsPrimaryKey() && withKey, p, p.GetRelationalTypeMapping())),
        ];
    }

    private static DbCommand Prepare(PortalDbContext db, List<Column> columns, int rows, bool skipKnown)
    {
        var command = db.CreateCommand();
        var sql = new StringBuilder($"INSERT INTO \"{columns[0].Table}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var i = 0; i < columns.Count; i++)
            {
                var name = $"@p{(row * columns.Count) + i}";
                sql.Append(i == 0 ? "" : ", ").Append(name);
                command.Parameters.Add(columns[i].Mapping.CreateParameter(command, name, null, nullable: true));
            }

            sql.Append(')');
        }

        command.CommandText = sql.Append(skipKnown ? " ON CONFLICT DO NOTHING" : "").ToString();
        return command;
    }

    private static void Fill<T>(DbCommand command, List<Column> columns, IReadOnlyList<T> rows, IReadOnlyList<int>? ids, int from, int count)
        where T : class
    {
        var parameter = 0;
        for (var row = from; row < from + count; row++)
        {
            foreach (var column in columns)
            {
                var value = column.IsKey ? ids![row] : column.Property.GetGetter().GetClrValue(rows[row]);
                command.Parameters[parameter++].Value = (column.Mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
            }
        }
    }

    private sealed record Column(string Table, string Name, bool IsKey, IProperty Property, RelationalTypeMapping Mapping);
}
