using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using StarPortal.Domain;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Documents.Batches;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Results.Batch;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.Results;

/// <summary>Files and the printable page. Whoever may not read a result gets the answer for one that is not there.</summary>
internal static class ResultEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/results/{participantId:int}/print", PrintAsync).RequireAuthorization(Policies.Employee);
        app.MapGet("/results/{participantId:int}/report.pdf", PdfAsync).RequireAuthorization(Policies.Employee);
        app.MapGet("/results/{participantId:int}/report.xlsx", XlsxAsync).RequireAuthorization(Policies.Employee);
        app.MapGet("/cycles/results/files/{id:int}", BatchAsync).RequireAuthorization(Policies.Hr);
        app.MapGet("/cycles/{cycleId:int}/results/export", ExportAsync).RequireAuthorization(Policies.Hr);
        app.MapGet("/cycles/{cycleId:int}/results/missing", MissingAsync).RequireAuthorization(Policies.Hr);
    }

    private static async Task<Results<ContentHttpResult, NotFound>> PrintAsync(
        int participantId, PaperSize? paper, HttpContext http, ActorProvider actors, ViewResult viewing, DocumentRenderer renderer, CompanyPaper papers, CancellationToken cancellation)
    {
        var found = await viewing.RunAsync(participantId, ResultLook.Print, await actors.OfAsync(http.User, cancellation), cancellation);
        if (found.Failed)
        {
            return TypedResults.NotFound();
        }

        Private(http);
        return TypedResults.Content(await renderer.HtmlAsync<ResultDocument>(found.Value, CultureInfo.CurrentUICulture, await papers.ReadAsync(paper, cancellation)), "text/html; charset=utf-8");
    }

    private static async Task<Results<FileContentHttpResult, RedirectHttpResult, NotFound>> PdfAsync(
        int participantId, PaperSize? paper, HttpContext http, ActorProvider actors, ViewResult viewing, DocumentRenderer renderer, CompanyPaper papers, IDocumentPrinter printer, CancellationToken cancellation)
    {
        var found = await viewing.RunAsync(participantId, ResultLook.Pdf, await actors.OfAsync(http.User, cancellation), cancellation);
        if (found.Failed)
        {
            return TypedResults.NotFound();
        }

        Private(http);
        var pdf = await printer.PrintAsync(await renderer.HtmlAsync<ResultDocument>(found.Value, CultureInfo.CurrentUICulture, await papers.ReadAsync(paper, cancellation)), cancellation);
        return pdf.Failed
            ? TypedResults.LocalRedirect($"/results/{participantId}/print")
            : TypedResults.File(pdf.Value, "application/pdf", $"{FileName.Of(found.Value.Number)}-{found.Value.PeriodEnd:yyyy-MM-dd}.pdf");
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> XlsxAsync(
        int participantId, HttpContext http, ActorProvider actors, ViewResult viewing, CancellationToken cancellation)
    {
        var found = await viewing.RunAsync(participantId, ResultLook.Pdf, await actors.OfAsync(http.User, cancellation), cancellation);
        if (found.Failed)
        {
            return TypedResults.NotFound();
        }

        Private(http);
        return TypedResults.File(ResultSheets.Xlsx(found.Value), SpreadsheetWriter.XlsxType, $"{FileName.Of(found.Value.Number)}-{found.Value.PeriodEnd:yyyy-MM-dd}.xlsx");
    }

    /// <summary>Streamed from the disk; a download that broke off goes on where it was.</summary>
    private static async Task<Results<FileStreamHttpResult, NotFound>> BatchAsync(
        int id, HttpContext http, ActorProvider actors, ReportBatchQueries queries, ReportFiles files, CancellationToken cancellation)
    {
        if (await queries.FileAsync(id, await actors.OfAsync(http.User, cancellation), cancellation) is not { } batch || files.Open(batch.FileToken) is not { } file)
        {
            return TypedResults.NotFound();
        }

        Private(http);
        return TypedResults.File(file, "application/zip", batch.FileName, enableRangeProcessing: true);
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> ExportAsync(
        int cycleId, string? format, string? search, ResultRowState? state, string? sort, bool? descending,
        HttpContext http, ActorProvider actors, CycleResultQueries queries, CancellationToken cancellation)
    {
        var actor = await actors.OfAsync(http.User, cancellation);
        if (await queries.HeadAsync(cycleId, actor, cancellation) is not { } head)
        {
            return TypedResults.NotFound();
        }

        var filter = new CycleResultFilter(search ?? "", state, new SortBy(sort ?? "name", descending ?? false));
        var rows = await queries.ExportAsync(head, filter, actor, cancellation);
        Private(http);
        return Sheet(
            format,
            new SheetContent(
                head.Name,
                [ResultsText.Col_Number, ResultsText.Col_Name, ResultsText.Col_Department, ResultsText.Col_State, .. head.Sections.Select(s => ResultLabels.Local(s.Name)), ResultsText.Col_Total],
                rows.Select(r => (IReadOnlyList<object?>)[r.Number, r.Name, r.Department, ResultLabels.Of(r.State), .. r.Sections.Select(Rounded), Rounded(r.Total)])),
            $"results-{cycleId}");
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> MissingAsync(
        int cycleId, HttpContext http, ActorProvider actors, CycleResultQueries heads, MissingInputQueries queries, CancellationToken cancellation)
    {
        var actor = await actors.OfAsync(http.User, cancellation);
        if (await heads.HeadAsync(cycleId, actor, cancellation) is not { } head)
        {
            return TypedResults.NotFound();
        }

        var rows = await queries.AllAsync(cycleId, actor, cancellation);
        Private(http);
        return Sheet(
            "csv",
            new SheetContent(
                head.Name,
                [ResultsText.Col_Number, ResultsText.Col_Name, ResultsText.Col_Department, ResultsText.Col_State, ResultsText.Col_Missing],
                rows.Select(r => (IReadOnlyList<object?>)[r.Number, r.Name, r.Department, ResultLabels.Of(r.Kind), ResultLabels.Of(r, head.Threshold)])),
            $"missing-{cycleId}");
    }

    private static object? Rounded(decimal? score) => score is { } value ? Rounding.Score(value) : null;

    private static FileContentHttpResult Sheet(string? format, SheetContent content, string name) => format == "xlsx"
        ? TypedResults.File(SpreadsheetWriter.Xlsx(content), SpreadsheetWriter.XlsxType, $"{name}.xlsx")
        : TypedResults.File(SpreadsheetWriter.Csv(content), SpreadsheetWriter.CsvType, $"{name}.csv");

    // nobody's result stays in a cache on the way or in the browser
    private static void Private(HttpContext http) => http.Response.Headers.CacheControl = "no-store";
}
