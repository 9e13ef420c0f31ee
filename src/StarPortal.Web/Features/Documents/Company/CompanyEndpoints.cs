using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using StarPortal.Web.Features.Documents.Certificates;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Documents.Company;

/// <summary>A proof of the design as it is kept.</summary>
internal static class CompanyEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/settings/company/print", PrintAsync).RequireAuthorization(Policies.HrOrAdministrator);
        app.MapGet("/settings/company/specimen.pdf", PdfAsync).RequireAuthorization(Policies.HrOrAdministrator);
    }

    private static async Task<Results<ContentHttpResult, NotFound>> PrintAsync(
        HttpContext http, ActorProvider actors, CompanyQueries queries, VerifyAddress verify, Formats formats, DocumentRenderer renderer, CancellationToken cancellation) =>
        await HtmlAsync(http, actors, queries, verify, formats, renderer, cancellation) is { } html
            ? TypedResults.Content(html, "text/html; charset=utf-8")
            : TypedResults.NotFound();

    private static async Task<Results<FileContentHttpResult, RedirectHttpResult, NotFound>> PdfAsync(
        HttpContext http, ActorProvider actors, CompanyQueries queries, VerifyAddress verify, Formats formats, DocumentRenderer renderer, IDocumentPrinter printer, CancellationToken cancellation)
    {
        if (await HtmlAsync(http, actors, queries, verify, formats, renderer, cancellation) is not { } html)
        {
            return TypedResults.NotFound();
        }

        var pdf = await printer.PrintAsync(html, cancellation);
        return pdf.Failed ? TypedResults.LocalRedirect("/settings/company/print") : TypedResults.File(pdf.Value, "application/pdf", "specimen.pdf");
    }

    private static async Task<string?> HtmlAsync(
        HttpContext http, ActorProvider actors, CompanyQueries queries, VerifyAddress verify, Formats formats, DocumentRenderer renderer, CancellationToken cancellation)
    {
        if (await queries.LookAsync(await actors.OfAsync(http.User, cancellation), cancellation) is not { } look)
        {
            return null;
        }

        var today = DateOnly.FromDateTime(formats.ToLocal(formats.Now));
        return await renderer.HtmlAsync<CertificateDocument>(Specimen.Of(look, look.Brand.Languages, today, verify.Page), CultureInfo.CurrentUICulture);
    }
}
