using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Jobs.Backups;

/// <param name="Manifest">What was restored.</param>
/// <param name="Kept">Where the replaced database lies now; null when there was none.</param>
public sealed record BackupRestored(BackupManifest Manifest, string? Kept);

/// <summary>Puts a backup in the place of the database. The portal must not run; what was there is kept beside it.</summary>
public sealed class RestoreBackup(IDbContextFactory<PortalDbContext> factory, IOptions<PortalOptions> options, TimeProvider clock)
{
    /// <param name="file">The backup.</param>
    /// <param name="replace">A database that is there may be put aside.</param>
    /// <param name="cancellation">Ends it before anything is replaced.</param>
    public async Task<Result<BackupRestored>> RunAsync(string file, bool replace, CancellationToken cancellation)
    {
        if (options.Value.IsPostgres)
        {
            return BackupErrors.NotForPostgres;
        }

        if (!File.Exists(file))
        {
            return BackupErrors.NotABackup.With(file);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var database = Path.GetFullPath(db.Database.GetDbConnection().DataSource);
        if (File.Exists(database) && !replace)
        {
            return BackupErrors.DatabaseExists;
        }

        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(database)!, "restoring.part")).FullName;
        try
        {
            var manifest = await UnpackAsync(file, folder, db, cancellation);
            if (manifest.Failed)
            {
                return manifest.Error;
            }

            if (File.Exists(database) && !await BackupDatabase.TryCloseAsync(database, cancellation))
            {
                return BackupErrors.InUse;
            }

            return new BackupRestored(manifest.Value, Exchange(folder, database));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Result<BackupManifest>> UnpackAsync(string file, string folder, PortalDbContext db, CancellationToken cancellation)
    {
        // what an earlier try left behind
        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        var manifest = await BackupArchive.UnpackAsync(file, folder, cancellation);
        if (manifest.Failed)
        {
            return manifest.Error;
        }

        var sound = await BackupDatabase.CheckAsync(Path.Combine(folder, BackupArchive.DatabaseName), manifest.Value.Database, cancellation);
        if (sound.Failed)
        {
            return sound.Error;
        }

        var last = manifest.Value.Database.Migration;
        return db.Database.GetMigrations().Contains(last) ? manifest : BackupErrors.TooNew.With(last);
    }

    private string? Exchange(string folder, string database)
    {
        var evidence = Path.Combine(Path.GetFullPath(options.Value.Data), BackupArchive.EvidenceFolder);
        var suffix = clock.GetUtcNow().ToString("'.before-restore-'yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        string? kept = null;
        if (File.Exists(database))
        {
            kept = database + suffix;
            File.Move(database, kept);
            new CopyBeforeMigration(database).MoveTo(kept);
        }

        File.Delete(database + "-wal");
        File.Delete(database + "-shm");
        if (Directory.Exists(evidence))
        {
            Directory.Move(evidence, evidence + suffix);
        }

        var restored = Path.Combine(folder, BackupArchive.EvidenceFolder);
        if (Directory.Exists(restored))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(evidence)!);
            Directory.Move(restored, evidence);
        }

        // last: a program that is killed before finds no database, and nobody mistakes half of a restore for one
        File.Move(Path.Combine(folder, BackupArchive.DatabaseName), database);
        return kept;
    }
}
