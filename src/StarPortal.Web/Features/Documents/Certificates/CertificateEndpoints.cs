using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Identity;

namespace StarPortal.Web.Features.Documents.Certificates;

/// <summary>Certificates as files. Whoever may not have one gets the answer for one that is not there.</summary>
internal static class CertificateEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/certificates/{id:int}/print", PrintAsync).RequireAuthorization(Policies.Employee);
        app.MapGet("/certificates/{id:int}/certificate.pdf", PdfAsync).RequireAuthorization(Policies.Employee);
        app.MapGet("/certificates/batches/{id:int}/file", FileAsync).RequireAuthorization(Policies.Hr);
    }

    private static async Task<Results<ContentHttpResult, NotFound>> PrintAsync(
        int id, CertificateLanguages? languages, HttpContext http, ActorProvider actors, PrintCertificate printing, DocumentRenderer renderer, CancellationToken cancellation)
    {
        var found = await printing.RunAsync(id, languages, await actors.OfAsync(http.User, cancellation), cancellation);
        return found.Failed
            ? TypedResults.NotFound()
            : TypedResults.Content(await renderer.HtmlAsync<CertificateDocument>(found.Value, CultureInfo.CurrentUICulture), "text/html; charset=utf-8");
    }

    private static async Task<Results<FileContentHttpResult, RedirectHttpResult, NotFound>> PdfAsync(
        int id, CertificateLanguages? languages, HttpContext http, ActorProvider actors, PrintCertificate printing, DocumentRenderer renderer, IDocumentPrinter printer, CancellationToken cancellation)
    {
        var found = await printing.RunAsync(id, languages, await actors.OfAsync(http.User, cancellation), cancellation);
        if (found.Failed)
        {
            return TypedResults.NotFound();
        }

        Result<byte[]> pdf = await printer.PrintAsync(await renderer.HtmlAsync<CertificateDocument>(found.Value, CultureInfo.CurrentUICulture), cancellation);
        return pdf.Failed
            ? TypedResults.LocalRedirect($"/certificates/{id}/print")
            : TypedResults.File(pdf.Value, "application/pdf", $"{found.Value.Papers[0].Number}.pdf");
    }

    private static async Task<Results<FileStreamHttpResult, NotFound>> FileAsync(
        int id, HttpContext http, ActorProvider actors, IssueQueries queries, CertificateFiles files, CancellationToken cancellation)
    {
        if (await queries.FileAsync(id, await actors.OfAsync(http.User, cancellation), cancellation) is not { } batch || files.Open(batch) is not { } file)
        {
            return TypedResults.NotFound();
        }

        var type = batch.FileName.EndsWith(".zip", StringComparison.Ordinal) ? "application/zip" : "application/pdf";
        return TypedResults.File(file, type, batch.FileName);
    }
}
