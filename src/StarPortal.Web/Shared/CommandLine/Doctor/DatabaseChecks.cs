using System.Globalization;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.CommandLine.Doctor;

/// <summary>Is the database there, of this version, and set up as the program expects? Nothing is written.</summary>
internal sealed class DatabaseChecks(IServiceProvider services)
{
    private const string Database = "database";
    private readonly PortalOptions options = services.GetRequiredService<IOptions<PortalOptions>>().Value;
    private readonly IDbContextFactory<PortalDbContext> factory = services.GetRequiredService<IDbContextFactory<PortalDbContext>>();

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        // opening a missing SQLite file would create it
        if (!options.IsPostgres && new SqliteConnectionStringBuilder(options.ConnectionString).DataSource is var file && !File.Exists(file))
        {
            return [Finding.Warning(Database, $"{file} does not exist yet.", "The first start creates it, or: migrate.")];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        try
        {
            await db.Database.OpenConnectionAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [Finding.Fault(Database, $"The database does not answer: {e.GetBaseException().Message}", "Check that the server runs and what --connection or STARPORTAL__CONNECTION says.")];
        }

        var findings = db.IsSqlite ? await SqliteAsync(db, cancellation) : await PostgresAsync(db, cancellation);
        var migrations = await MigrationsAsync(db, cancellation);
        findings.Add(migrations);
        if (migrations.State == FindingState.Ok)
        {
            findings.Add(await AuditAsync(db, cancellation));
            findings.Add(await AdministratorsAsync(db, cancellation));
            findings.Add(Keys());
        }

        return findings;
    }

    private static async Task<List<Finding>> SqliteAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var version = await ScalarAsync(db, "select sqlite_version()", cancellation);
        var journal = await ScalarAsync(db, "pragma journal_mode", cancellation);
        var foreignKeys = await ScalarAsync(db, "pragma foreign_keys", cancellation);
        var quick = await ScalarAsync(db, "pragma quick_check(1)", cancellation);
        return
        [
            Finding.Ok(Database, $"SQLite {version}; all writes of this program pass one gate."),
            journal == "wal"
                ? Finding.Ok("journal", "Write-ahead log is on.")
                : Finding.Warning("journal", $"journal_mode is {journal}.", "Start the portal once: it switches to WAL."),
            foreignKeys == "1"
                ? Finding.Ok("foreign keys", "Enforced.")
                : Finding.Fault("foreign keys", "Not enforced on this connection.", "Report this: the program switches them on for each connection."),
            quick == "ok"
                ? Finding.Ok("integrity", "quick_check finds nothing.")
                : Finding.Fault("integrity", quick, "Stop the portal, keep a copy of the data directory, and restore the last backup."),
        ];
    }

    private async Task<List<Finding>> PostgresAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var version = await ScalarAsync(db, "show server_version", cancellation);
        var seconds = double.Parse(await ScalarAsync(db, "select extract(epoch from now())::text", cancellation), CultureInfo.InvariantCulture);
        var drift = Math.Abs((services.GetRequiredService<TimeProvider>().GetUtcNow() - DateTimeOffset.UnixEpoch.AddSeconds(seconds)).TotalSeconds);
        var major = int.TryParse(version.Split('.', ' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return
        [
            major >= 15
                ? Finding.Ok(Database, $"PostgreSQL {version}.")
                : Finding.Warning(Database, $"PostgreSQL {version} is older than what is tested.", "Use PostgreSQL 15 or later."),
            drift < 5
                ? Finding.Ok("clock of the database", "Agrees with this machine's.")
                : Finding.Warning("clock of the database", $"Differs from this machine's by {drift:0} seconds.", "Let both machines keep time by NTP."),
        ];
    }

    private static async Task<Finding> MigrationsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellation)).ToList();
        var pending = known.Except(applied, StringComparer.Ordinal).ToList();
        var foreign = applied.Except(known, StringComparer.Ordinal).ToList();
        if (foreign.Count > 0)
        {
            return Finding.Fault("migrations", $"The database was changed by a later version: {string.Join(", ", foreign)}.", "Run that version, or restore a backup of this one.");
        }

        return pending.Count > 0
            ? Finding.Fault("migrations", $"Pending: {string.Join(", ", pending)}.", "Run: migrate.")
            : Finding.Ok("migrations", $"All {known.Count} applied.");
    }

    private async Task<Finding> AuditAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var head = await db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(cancellation);
        var count = await db.AuditEntries.LongCountAsync(cancellation);
        var last = await db.AuditEntries.MaxAsync(e => (DateTime?)e.At, cancellation);
        if (head is null || head.Count != count)
        {
            return Finding.Fault("audit trail", $"The head counts {head?.Count ?? 0} entries, there are {count}.", "Run: audit verify.");
        }

        return last > services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.AddMinutes(1)
            ? Finding.Warning("audit trail", "The last entry lies in the future: the clock has gone back.", "Set this machine's clock.")
            : Finding.Ok("audit trail", $"{count} entries; audit verify reads them all.");
    }

    private static async Task<Finding> AdministratorsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var roles = await db.Users.AsNoTracking().Where(a => !a.Disabled).Select(a => a.Roles).ToListAsync(cancellation);
        return roles.Any(r => r.HasFlag(Roles.Administrator))
            ? Finding.Ok("administrators", $"{roles.Count(r => r.HasFlag(Roles.Administrator))} of {roles.Count} accounts.")
            : Finding.Warning("administrators", "No account may administer the portal.", "Start the portal with STARPORTAL__ADMIN__EMAIL and STARPORTAL__ADMIN__PASSWORD, or: user role.");
    }

    private Finding Keys()
    {
        try
        {
            var keys = services.GetRequiredService<IKeyManager>().GetAllKeys();
            var unreadable = keys.Count(k => k.CreateEncryptor() is null);
            return unreadable > 0
                ? Finding.Fault("keys", $"{unreadable} of {keys.Count} keys cannot be read: people signed in with them are signed out.", "Restore the table DataProtectionKeys from a backup.")
                : Finding.Ok("keys", keys.Count == 0 ? "None yet; the first sign-in makes one." : $"{keys.Count} readable.");
        }
        catch (Exception e) when (e is InvalidOperationException or System.Security.Cryptography.CryptographicException or System.Xml.XmlException)
        {
            return Finding.Fault("keys", $"The keys cannot be read: {e.Message}", "Restore the table DataProtectionKeys from a backup.");
        }
    }

    private static async Task<string> ScalarAsync(PortalDbContext db, string sql, CancellationToken cancellation)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) ?? "";
    }
}
