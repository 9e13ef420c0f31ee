using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using StarPortal.Data;
using StarPortal.Data.Sqlite;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Tests.Operations;

/// <summary>A new version meets the database of an older one, and something happens in the middle.</summary>
public sealed class MigrationGateTests : IDisposable
{
    private const string Older = "TrustedReviews";

    private readonly string folder = Directory.CreateTempSubdirectory("starportal-migration-").FullName;

    private string Database => Path.Combine(folder, "portal.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task OlderDatabase_MigratesAndLeavesNothingBeside()
    {
        await MakeOlderAsync();

        await MigrateAsync();

        await ExpectMigratedAsync();
    }

    [Fact]
    public async Task MigrationThatFailsHalfWay_LeavesTheDatabaseAsItWas()
    {
        await MakeOlderAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => MigrateAsync(new FailsAtRebuild()));

        await using (var db = Open())
        {
            Assert.EndsWith(Older, (await db.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken)).Last(), StringComparison.Ordinal);
            Assert.Equal(["kept"], await db.Database.SqlQueryRaw<string>("SELECT \"FriendlyName\" AS \"Value\" FROM \"DataProtectionKeys\"").ToListAsync(TestContext.Current.CancellationToken));
            Assert.Empty(await db.Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM sqlite_master WHERE name = 'AuditChecks'").ToListAsync(TestContext.Current.CancellationToken));
        }

        await MigrateAsync();
        await ExpectMigratedAsync();
    }

    [Fact]
    public async Task StartKilledHalfWay_TheNextOneBeginsAgain()
    {
        await MakeOlderAsync();
        // what a killed start leaves: its copy, and a database that is neither old nor new
        await using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            new CopyBeforeMigration(Database).Take(connection);
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE \"AuditChecks\" (\"Id\" INTEGER); ALTER TABLE \"LongTasks\" ADD \"Attempts\" INTEGER; UPDATE \"DataProtectionKeys\" SET \"FriendlyName\" = 'half'";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await MigrateAsync();

        await ExpectMigratedAsync();
    }

    private async Task ExpectMigratedAsync()
    {
        await using var db = Open();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["kept"], await db.Database.SqlQueryRaw<string>("SELECT \"FriendlyName\" AS \"Value\" FROM \"DataProtectionKeys\"").ToListAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(Directory.GetFiles(folder), f => f.Contains("before-migration", StringComparison.Ordinal));
    }

    private async Task MakeOlderAsync()
    {
        await using var db = Open();
        await db.GetService<IMigrator>().MigrateAsync(Older, TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlRawAsync("INSERT INTO \"DataProtectionKeys\" (\"FriendlyName\", \"Xml\") VALUES ('kept', '')", TestContext.Current.CancellationToken);
    }

    private Task MigrateAsync(params IInterceptor[] interceptors) =>
        MigrationGate.RunAsync(new Factory(() => Open(interceptors)), () => Task.CompletedTask, TestContext.Current.CancellationToken);

    private PortalDbContext Open(params IInterceptor[] interceptors)
    {
        var options = new DbContextOptionsBuilder<PortalDbContext>();
        options.UsePortalSqlite($"Data Source={Database};Pooling=False");
        options.AddInterceptors(interceptors);
        return new PortalDbContext(options.Options);
    }

    private sealed class Factory(Func<PortalDbContext> open) : IDbContextFactory<PortalDbContext>
    {
        public PortalDbContext CreateDbContext() => open();
    }

    /// <summary>Fails where the tables are built anew: what was changed before that is committed already.</summary>
    private sealed class FailsAtRebuild : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            command.CommandText.Contains("foreign_keys = 0", StringComparison.Ordinal) ? throw new InvalidOperationException("The disk is full.") : base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }
}
