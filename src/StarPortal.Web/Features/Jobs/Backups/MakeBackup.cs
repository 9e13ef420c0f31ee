using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Jobs.Backups;

/// <param name="File">Where it is.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Manifest">What it holds.</param>
public sealed record BackupMade(string File, long Bytes, BackupManifest Manifest);

/// <summary>Backs up the database and the evidence files while people work, and opens what it wrote to see that it is whole.</summary>
public sealed class MakeBackup(IDbContextFactory<PortalDbContext> factory, IOptions<PortalOptions> options, TimeProvider clock)
{
    /// <param name="file">A file that is not there yet; it gets this name when it is whole and checked.</param>
    /// <param name="cancellation">Ends it; nothing is left behind.</param>
    public async Task<Result<BackupMade>> RunAsync(string file, CancellationToken cancellation)
    {
        if (options.Value.IsPostgres)
        {
            return BackupErrors.NotForPostgres;
        }

        if (File.Exists(file))
        {
            return BackupErrors.FileExists.With(file);
        }

        var source = await SourceAsync(cancellation);
        if (!File.Exists(source))
        {
            return BackupErrors.NoDatabase;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var (copy, written) = (file + ".db.part", file + ".part");
        var unpacked = Path.GetFullPath(file + ".check.part");
        try
        {
            File.Delete(copy);
            var content = await BackupDatabase.CopyAsync(source, copy, cancellation);
            var manifest = await BackupArchive.WriteAsync(written, copy, Path.Combine(Path.GetFullPath(options.Value.Data), BackupArchive.EvidenceFolder), content, clock.GetUtcNow().UtcDateTime, cancellation);
            // what is checked is what was packed, not what was meant to be packed
            var sound = await CheckAsync(written, unpacked, content, cancellation);
            if (sound.Failed)
            {
                return sound.Error;
            }

            File.Move(written, file);
            return new BackupMade(file, new FileInfo(file).Length, manifest);
        }
        finally
        {
            File.Delete(copy);
            File.Delete(written);
            Clear(unpacked);
        }
    }

    private static async Task<Result> CheckAsync(string archive, string folder, DatabaseContent content, CancellationToken cancellation)
    {
        Clear(folder);
        Directory.CreateDirectory(folder);
        var unpacked = await BackupArchive.UnpackAsync(archive, folder, cancellation);
        return unpacked.Failed
            ? unpacked.Error
            : await BackupDatabase.CheckAsync(Path.Combine(folder, BackupArchive.DatabaseName), content, cancellation);
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> SourceAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return Path.GetFullPath(db.Database.GetDbConnection().DataSource);
    }
}
