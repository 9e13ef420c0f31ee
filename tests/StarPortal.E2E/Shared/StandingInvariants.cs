using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace StarPortal.E2E;

/// <summary>What must hold after anything that may have gone wrong: the file is whole, references hold, nothing is there twice, the trail is sound.</summary>
internal static class StandingInvariants
{
    private static readonly (string What, string Sql)[] NothingTwice =
    [
        ("two participants for one person", """select "CycleId", "EmployeeId" from "Participants" group by 1, 2 having count(*) > 1"""),
        ("two reviews by one reviewer", """select "ParticipantId", "ReviewerId" from "Reviews" group by 1, 2 having count(*) > 1"""),
        ("two answers to one question", """select "ReviewId", "ItemKey" from "ReviewAnswers" group by 1, 2 having count(*) > 1"""),
        ("two launches of one cycle", """select "EntityId" from "AuditEntries" where "Action" = 'Cycles.Launched' group by 1 having count(*) > 1"""),
    ];

    public static async Task ExpectAsync(PortalProcess portal)
    {
        if (portal.Postgres is null)
        {
            Assert.Equal("ok", await portal.QueryAsync("pragma integrity_check"));
            Assert.Equal("", await portal.QueryAsync("pragma foreign_key_check"));
        }

        foreach (var (what, sql) in NothingTwice)
        {
            Assert.True((await portal.QueryAsync(sql)).Length == 0, what);
        }

        var (exitCode, output) = await portal.VerbAsync("audit", "verify");
        Assert.True(exitCode == 0, output);
    }

    /// <summary>The first column of every row, one to a line.</summary>
    public static async Task<string> QueryAsync(this PortalProcess portal, string sql)
    {
        await using var connection = await portal.OpenAsync();
        return await connection.QueryAsync(sql);
    }

    /// <summary>The same over a connection that is kept, for whoever asks again and again.</summary>
    public static async Task<string> QueryAsync(this DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            // one of the two databases knows truth values
            rows.Add(reader.GetValue(0) is bool truth ? truth ? "1" : "0" : Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "");
        }

        return string.Join('\n', rows);
    }

    /// <summary>A connection to the portal's database; to a file it only reads.</summary>
    public static async Task<DbConnection> OpenAsync(this PortalProcess portal)
    {
        DbConnection connection = portal.Postgres is null
            ? new SqliteConnection($"Data Source={portal.DatabaseFile};Mode=ReadOnly;Pooling=False")
            : new NpgsqlConnection(portal.Postgres);
        await connection.OpenAsync();
        return connection;
    }
}
