using System.Globalization;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Documents;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <param name="Name">For whoever downloads it.</param>
public sealed record PrintedFile(string Name, long Size);

/// <summary>Makes a batch's file. Pages are printed many at a time where one document is wanted, which is far quicker than one by one.</summary>
public sealed class BatchPrinting(
    IDbContextFactory<PortalDbContext> factory, CertificatePapers papers, DocumentRenderer renderer, IDocumentPrinter printer, CertificateFiles files)
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
        var parts = batch.Format == BatchFormat.Zip
            ? await PrintEachAsync(work, ids, batch.Languages, progress, cancellation)
            : await PrintTogetherAsync(work, title, ids, batch.Languages, progress, cancellation);
        if (parts.Failed)
        {
            return Result<PrintedFile>.Fail(parts.Errors);
        }

        var path = files.PathOf(batch.FileToken);
        if (parts.Value is [var only] && batch.Format == BatchFormat.OnePdf)
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
                // a PDF is compressed already
                await archive.CreateEntryFromFileAsync(part.Path, part.Name, CompressionLevel.NoCompression, cancellation);
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

    private async Task<Result<IReadOnlyList<Part>>> PrintEachAsync(
        string work, IReadOnlyList<int> ids, CertificateLanguages languages, Func<int, Task> progress, CancellationToken cancellation)
    {
        var parts = new List<Part>();
        foreach (var chunk in ids.Chunk(ReadAtOnce))
        {
            var model = await ReadAsync(chunk, languages, cancellation);
            await progress(parts.Count);
            foreach (var paper in model.Papers)
            {
                var part = new Part(Path.Combine(work, $"{paper.Number}.pdf"), $"{paper.Number} {FileName.Of(paper.Facts.Name)}.pdf");
                // what was printed before a crash is whole: it got its name when it was finished, and what it says never changes
                var printed = File.Exists(part.Path) ? Result.Ok : await WriteAsync(model with { Papers = [paper] }, part.Path, cancellation);
                if (printed.Failed)
                {
                    return Result<IReadOnlyList<Part>>.Fail(printed.Errors);
                }

                parts.Add(part);
            }
        }

        await progress(ids.Count);
        return parts;
    }

    private async Task<CertificateModel> ReadAsync(IReadOnlyList<int> ids, CertificateLanguages languages, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await papers.ReadAsync(db, ids, languages, cancellation);
    }

    private async Task<Result> WriteAsync(CertificateModel model, string path, CancellationToken cancellation)
    {
        var used = model.Papers.Select(p => p.LookId).ToHashSet();
        var lean = model with { Looks = [.. model.Looks.Where(l => used.Contains(l.Id))] };
        var html = await renderer.HtmlAsync<CertificateDocument>(lean, CultureInfo.GetCultureInfo(CertificateWords.Of(model.Languages)[0]));
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
