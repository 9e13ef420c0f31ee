using System.Security.Cryptography;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.Evidence;

/// <summary>The files on disk: <c>evidence</c> under the data directory, by random names.</summary>
internal sealed class EvidenceFolder(PortalOptions options)
{
    /// <summary>Younger files may still get their row.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <summary>How long a content stays on disk after it was taken away, for mistakes.</summary>
    public static readonly TimeSpan KeptAfterRemoval = TimeSpan.FromDays(30);

    private readonly string root = Path.Combine(Path.GetFullPath(options.Data), "evidence");

    /// <summary>160 random bits, in lower-case hexadecimal digits: the same name on every file system.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Whole or not at all: written beside and renamed.</summary>
    public async Task WriteAsync(string token, byte[] content, CancellationToken cancellation)
    {
        var path = PathOf(token);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = path + ".part";
        await using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(content, cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path);
    }

    public async Task<byte[]?> ReadAsync(string token, CancellationToken cancellation)
    {
        var path = PathOf(token);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellation) : null;
    }

    public void Delete(string token)
    {
        var path = PathOf(token);
        File.Delete(path);
        File.Delete(path + ".part");
    }

    /// <summary>Tokens of the files that were written before a moment.</summary>
    public IEnumerable<string> OlderThan(DateTime before) => Directory.Exists(root)
        ? Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(f => File.GetLastWriteTimeUtc(f) < before)
            .Select(f => Path.GetFileName(f).Replace(".part", "", StringComparison.Ordinal)).Where(IsToken).Distinct()
        : [];

    // tokens come from rows of our own, but a path is built from nothing that was not looked at
    private string PathOf(string token) => IsToken(token)
        ? Path.Combine(root, token[..2], token)
        : throw new ArgumentException("Not a token.", nameof(token));

    private static bool IsToken(string name) => name.Length == 40 && name.All(char.IsAsciiHexDigitLower);
}
