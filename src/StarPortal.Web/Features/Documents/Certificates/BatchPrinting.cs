using System.Globalization;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents.Batches;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Makes a batch's file. Pages are printed many at a time where one document is wanted, which is far quicker than one by one.</summary>
public sealed class BatchPrinting(
    IDbContextFactory<PortalDbContext> factory, CertificatePapers papers, DocumentRenderer renderer, IDocumentPrinter printer, CertificateFiles files, BatchArchive archiving)
{
    /// <summary>Pages of one PDF; more become several in a ZIP, because no printing may take for ever.</summary>
    public const int PagesPerPdf = 200;

    // certificates read and rendered together, also when each is a file of its own
    private const int ReadAtOnce = 50;

    /// <param name="batch">What was asked for.</param>
    /// <param name="ids">Certificates in their order.</param>
    /// <param name="progress">Told how many are printed.</param>
    /// <param name="cancellation">Leaves a part of the work behind, which is used or overwritten next time.</param>
    public async Task<Result<PrintedFile>> PrintAsync(CertificateBatch batch, IReadOnlyList<int> ids, Func<int, Task> progress, CancellationToken cancellation)
    {
        var work = files.WorkFolder(batch.FileToken);
        var title = string.Create(CultureInfo.InvariantCulture, $"certificates-{batch.RequestedAt:yyyy-MM-dd}-{batch.Id}");
        if (batch.Format == BatchFormat.Zip)
        {
            return await PrintEachAsync(batch, title, ids, progress, cancellation);
        }

        var parts = await PrintTogetherAsync(work, title, ids, batch.Languages, progress, cancellation);
        if (parts.Failed)
        {
            return Result<PrintedFile>.Fail(parts.Errors);
        }

        var path = files.PathOf(batch.FileToken);
        if (parts.Value is [var only])
        {
            File.Move(only.Path, path, overwrite: true);
            return new PrintedFile($"{title}.pdf", new FileInfo(path).Length);
        }

        var zip = Path.Combine(work, "all.zip");
        File.Delete(zip);
        await using (var archive = await ZipFile.OpenAsync(zip, ZipArchiveMode.Create, cancellation))
        {
            foreach (var part in parts.Value)
            {
                // the browser leaves half of a PDF uncompressed
                await archive.CreateEntryFromFileAsync(part.Path, part.Name, CompressionLevel.Fastest, cancellation);
            }
        }

        File.Move(zip, path, overwrite: true);
        return new PrintedFile($"{title}.zip", new FileInfo(path).Length);
    }

    private async Task<Result<IReadOnlyList<Part>>> PrintTogetherAsync(
        string work, string title, IReadOnlyList<int> ids, CertificateLanguages languages, Func<int, Task> progress, CancellationToken cancellation)
    {
        var parts = new List<Part>();
        foreach (var chunk in ids.Chunk(PagesPerPdf))
        {
            await progress(parts.Count * PagesPerPdf);
            var model = await ReadAsync(chunk, languages, cancellation);
            var name = ids.Count > PagesPerPdf ? string.Create(CultureInfo.InvariantCulture, $"{title}-{parts.Count + 1:000}.pdf") : $"{title}.pdf";
            var part = new Part(Path.Combine(work, name), name);
            var printed = await WriteAsync(model, part.Path, cancellation);
            if (printed.Failed)
            {
                return Result<IReadOnlyList<Part>>.Fail(printed.Errors);
            }

            parts.Add(part);
        }

        await progress(ids.Count);
        return parts;
    }

    /// <summary>A certificate that cannot be printed ends the batch: a paper that is missing would not be noticed in a stack.</summary>
    private async Task<Result<PrintedFile>> PrintEachAsync(CertificateBatch batch, string title, IReadOnlyList<int> ids, Func<int, Task> progress, CancellationToken cancellation)
    {
        var items = new List<BatchItem>();
        foreach (var chunk in ids.Chunk(ReadAtOnce))
        {
            var model = await ReadAsync(chunk, batch.Languages, cancellation);
            // the looks with their pictures are the same for all: only the papers are kept
            items.AddRange(model.Papers.Select(paper => new BatchItem(
                paper.Number.Replace("-", "", StringComparison.Ordinal),
                $"{paper.Number} {paper.Facts.Name}",
                async _ => await HtmlAsync(model with { Papers = [paper] }))));
        }

        var made = await archiving.MakeAsync(files, batch.FileToken, title, items, _ => new Dictionary<string, byte[]>(), progress, cancellation);
        return made.Failures.Count == 0 ? made.File : Result<PrintedFile>.Fail([.. made.Failures.Values]);
    }

    private Task<string> HtmlAsync(CertificateModel model)
    {
        var used = model.Papers.Select(p => p.LookId).ToHashSet();
        var lean = model with { Looks = [.. model.Looks.Where(l => used.Contains(l.Id))] };
        return renderer.HtmlAsync<CertificateDocument>(lean, CultureInfo.GetCultureInfo(CertificateWords.Of(model.Languages)[0]));
    }

    private async Task<CertificateModel> ReadAsync(IReadOnlyList<int> ids, CertificateLanguages languages, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await papers.ReadAsync(db, ids, languages, cancellation);
    }

    private async Task<Result> WriteAsync(CertificateModel model, string path, CancellationToken cancellation)
    {
        var html = await HtmlAsync(model);
        var pdf = await printer.PrintAsync(html, cancellation);
        if (pdf.Failed)
        {
            return pdf;
        }

        await File.WriteAllBytesAsync($"{path}.part", pdf.Value, cancellation);
        File.Move($"{path}.part", path, overwrite: true);
        return Result.Ok;
    }

    private sealed record Part(string Path, string Name);
}
