using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using StarPortal.Domain;

namespace StarPortal.Web.Features.Documents.Batches;

/// <summary>A document of a batch.</summary>
/// <param name="Key">Unique in the batch: letters and digits only.</param>
/// <param name="Name">For whoever unpacks the archive, without ending; made safe and unique here.</param>
/// <param name="Html">Makes the whole document.</param>
public sealed record BatchItem(string Key, string Name, Func<CancellationToken, Task<Result<string>>> Html);

/// <param name="Name">For whoever downloads it.</param>
public sealed record PrintedFile(string Name, long Size);

/// <param name="Failures">Why a document is not in the file, by its key.</param>
public sealed record BatchOutcome(PrintedFile File, int Printed, IReadOnlyDictionary<string, Error> Failures);

/// <summary>
/// Prints many documents, each into a file of its own, and packs them into one archive; never more than a few of them are in
/// memory. What a run before it was cut off has printed is used again, if the document still says the same.
/// </summary>
public sealed class BatchArchive(IDocumentPrinter printer, PrinterLimits limits)
{
    /// <param name="folder">Where the parts and the archive lie.</param>
    /// <param name="token">Of the batch.</param>
    /// <param name="title">Name of the archive, without ending.</param>
    /// <param name="items">In the order of the archive.</param>
    /// <param name="extra">Makes what is put in besides, such as a list of what is missing; by name.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="cancellation">Leaves parts behind, which are used next time.</param>
    public async Task<BatchOutcome> MakeAsync(
        BatchFolder folder, string token, string title, IReadOnlyList<BatchItem> items, Func<IReadOnlyDictionary<string, Error>, IReadOnlyDictionary<string, byte[]>> extra,
        Func<int, Task> progress, CancellationToken cancellation)
    {
        var work = folder.WorkFolder(token);
        var parts = new string?[items.Count];
        var failures = new ConcurrentDictionary<string, Error>(StringComparer.Ordinal);
        using var telling = new SemaphoreSlim(1, 1);
        var done = 0;
        // one more than the printer takes: the next document is written while those before it are printed
        var together = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, limits.AtOnce) + 1, CancellationToken = cancellation };
        await Parallel.ForEachAsync(items.Index(), together, async (item, _) =>
        {
            // what is begun is ended also when another one stops the batch: it is kept for the next run
            var part = await PrintAsync(work, item.Item, cancellation);
            if (part.Failed)
            {
                failures[item.Item.Key] = part.Error;
            }
            else
            {
                parts[item.Index] = part.Value;
            }

            await TellAsync(telling, () => progress(Volatile.Read(ref done)), Interlocked.Increment(ref done) == items.Count);
        });

        var archive = Path.Combine(work, "all.zip");
        File.Delete(archive);
        await PackAsync(archive, items, parts, extra(failures), cancellation);
        File.Move(archive, folder.PathOf(token), overwrite: true);
        return new BatchOutcome(new PrintedFile($"{title}.zip", new FileInfo(folder.PathOf(token)).Length), items.Count - failures.Count, failures);
    }

    /// <summary>One at a time; whoever comes while another tells leaves it to the next, but for the last.</summary>
    private static async Task TellAsync(SemaphoreSlim telling, Func<Task> tell, bool last)
    {
        if (!await telling.WaitAsync(last ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, CancellationToken.None))
        {
            return;
        }

        try
        {
            await tell();
        }
        finally
        {
            telling.Release();
        }
    }

    private async Task<Result<string>> PrintAsync(string work, BatchItem item, CancellationToken cancellation)
    {
        var html = await item.Html(cancellation);
        if (html.Failed)
        {
            return Result<string>.Fail(html.Errors);
        }

        var path = Path.Combine(work, $"{item.Key}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html.Value)))[..24]}.pdf");
        if (File.Exists(path))
        {
            return path;
        }

        var pdf = await printer.PrintAsync(html.Value, cancellation);
        if (pdf.Failed)
        {
            return Result<string>.Fail(pdf.Errors);
        }

        // a file has its name only when it is whole
        await File.WriteAllBytesAsync($"{path}.part", pdf.Value, cancellation);
        File.Move($"{path}.part", path, overwrite: true);
        return path;
    }

    private static async Task PackAsync(string path, IReadOnlyList<BatchItem> items, string?[] parts, IReadOnlyDictionary<string, byte[]> extra, CancellationToken cancellation)
    {
        var names = new HashSet<string>(extra.Keys, StringComparer.OrdinalIgnoreCase);
        await using var archive = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, cancellation);
        foreach (var (name, content) in extra)
        {
            await using var entry = await archive.CreateEntry(name).OpenAsync(cancellation);
            await entry.WriteAsync(content, cancellation);
        }

        foreach (var (index, item) in items.Index())
        {
            if (parts[index] is { } part)
            {
                // the browser leaves half of a PDF uncompressed
                await archive.CreateEntryFromFileAsync(part, Unique(names, FileName.Of(item.Name)), CompressionLevel.Fastest, cancellation);
            }
        }
    }

    private static string Unique(HashSet<string> names, string name)
    {
        var kept = $"{(name.Length == 0 ? "document" : name)}.pdf";
        for (var number = 2; !names.Add(kept); number++)
        {
            kept = string.Create(CultureInfo.InvariantCulture, $"{(name.Length == 0 ? "document" : name)} ({number}).pdf");
        }

        return kept;
    }
}
