using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using StarPortal.Domain;

namespace StarPortal.Web.Features.Jobs.Backups;

/// <summary>What a backup says of itself.</summary>
/// <param name="Format">1.</param>
/// <param name="CreatedAt">UTC, by the portal's clock.</param>
/// <param name="Database">Content of the database, keys and audit trail included.</param>
/// <param name="Files">SHA-256 of every file in it.</param>
public sealed record BackupManifest(int Format, DateTime CreatedAt, DatabaseContent Database, IReadOnlyDictionary<string, string> Files);

/// <summary>A backup as one file: a ZIP of the database, the evidence files and a list of both with their hashes.</summary>
internal static class BackupArchive
{
    public const string DatabaseName = "starportal.db";
    public const string EvidenceFolder = "evidence";
    private const string ManifestName = "manifest.json";
    private const int Format = 1;

    /// <param name="target">The file to be written.</param>
    /// <param name="database">The checked copy.</param>
    /// <param name="evidence">The folder of evidence files; it need not exist.</param>
    /// <param name="content">What the copy holds.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellation">Ends it; the file is of no use then.</param>
    public static async Task<BackupManifest> WriteAsync(string target, string database, string evidence, DatabaseContent content, DateTime now, CancellationToken cancellation)
    {
        await using var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None);
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        BackupManifest manifest;
        await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation))
        {
            hashes[DatabaseName] = await AddAsync(zip, DatabaseName, database, CompressionLevel.Fastest, cancellation);
            foreach (var path in EvidenceFiles(evidence))
            {
                var name = $"{EvidenceFolder}/{Path.GetRelativePath(evidence, path).Replace('\\', '/')}";
                try
                {
                    // mostly pictures and PDF: packed already
                    hashes[name] = await AddAsync(zip, name, path, CompressionLevel.NoCompression, cancellation);
                }
                catch (FileNotFoundException)
                {
                    // half written, or cleaned away in this moment: then no row refers to it
                }
            }

            manifest = new BackupManifest(Format, now, content, hashes);
            await using var list = await zip.CreateEntry(ManifestName, CompressionLevel.Fastest).OpenAsync(cancellation);
            await JsonSerializer.SerializeAsync(list, manifest, JsonSerializerOptions.Web, cancellation);
        }

        file.Flush(flushToDisk: true);
        return manifest;
    }

    /// <summary>Unpacks a backup into an empty folder and compares every file with its hash.</summary>
    public static async Task<Result<BackupManifest>> UnpackAsync(string source, string folder, CancellationToken cancellation)
    {
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(source, cancellation);
            if (await ManifestAsync(zip, cancellation) is not { Format: Format } manifest || !manifest.Files.ContainsKey(DatabaseName))
            {
                return BackupErrors.NotABackup.With(ManifestName);
            }

            foreach (var (name, hash) in manifest.Files)
            {
                // names come out of a file that anybody may have made
                var path = Path.GetFullPath(Path.Combine(folder, name));
                if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || zip.GetEntry(name) is not { } entry)
                {
                    return BackupErrors.NotABackup.With(name);
                }

                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await entry.ExtractToFileAsync(path, overwrite: false, cancellation);
                await using var written = File.OpenRead(path);
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellation)) != hash)
                {
                    return BackupErrors.NotABackup.With(name);
                }
            }

            return manifest;
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException or IOException)
        {
            return BackupErrors.NotABackup.With(fault.Message);
        }
    }

    private static List<string> EvidenceFiles(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList()
        : [];

    private static async Task<BackupManifest?> ManifestAsync(ZipArchive zip, CancellationToken cancellation)
    {
        if (zip.GetEntry(ManifestName) is not { } entry)
        {
            return null;
        }

        await using var stream = await entry.OpenAsync(cancellation);
        return await JsonSerializer.DeserializeAsync<BackupManifest>(stream, JsonSerializerOptions.Web, cancellation);
    }

    private static async Task<string> AddAsync(ZipArchive zip, string name, string path, CompressionLevel level, CancellationToken cancellation)
    {
        await using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using var entry = await zip.CreateEntry(name, level).OpenAsync(cancellation);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        for (int read; (read = await source.ReadAsync(buffer, cancellation)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            await entry.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
