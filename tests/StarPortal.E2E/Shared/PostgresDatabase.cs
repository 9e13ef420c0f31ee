using Npgsql;

namespace StarPortal.E2E;

/// <summary>A database of the test's own on the server that STARPORTAL_TEST_POSTGRES names.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private const string Variable = "STARPORTAL_TEST_POSTGRES";
    private readonly string name;

    private PostgresDatabase(string name) => this.name = name;

    public static bool IsThere => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    public string Connection => To(name);

    /// <param name="template">What it begins with; nobody may be connected to that.</param>
    public static async Task<PostgresDatabase> CreateAsync(PostgresDatabase? template = null)
    {
        var name = $"starportal_e2e_{Guid.NewGuid():N}";
        await ExecuteAsync(template is null ? $"create database \"{name}\"" : $"create database \"{name}\" template \"{template.name}\"");
        return new PostgresDatabase(name);
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"drop database if exists \"{name}\" with (force)");

    // what is left of a killed program's connections must not use up the server's
    private static string To(string database) =>
        new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable(Variable)) { Database = database, MaxPoolSize = 20 }.ConnectionString;

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(To("postgres")) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
