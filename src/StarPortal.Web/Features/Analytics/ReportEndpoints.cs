using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Documents;
using StarPortal.Web.Features.Analytics.Schedules;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Documents.Batches;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Spreadsheets;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.Analytics;

public enum ReportFormat
{
    /// <summary>A page for the browser's own printing.</summary>
    Print,
    Pdf,
    Xlsx,
}

/// <summary>Reports as files. Whoever may not read one gets the answer for one that is not there.</summary>
internal static class ReportEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/cycles/{cycleId:int}/report/file", FileAsync).RequireAuthorization(Policies.Employee);
        app.MapGet("/reports/stored/{id:int}", StoredAsync).RequireAuthorization(Policies.Employee);
    }

    public static string Href(ReportRequest request, ReportFormat format, string language, PaperSize paper) =>
        $"/cycles/{request.CycleId}/report/file?kind={request.Kind}&format={format}&language={language}&paper={paper}{(request.ManagerId is { } manager ? $"&manager={manager}" : "")}";

    private static async Task<IResult> FileAsync(
        int cycleId, ReportKind? kind, ReportFormat? format, string? language, PaperSize? paper, int? manager,
        HttpContext http, ActorProvider actors, MakeReport making, CompanyPaper papers, DocumentRenderer renderer, IDocumentPrinter printer, CancellationToken cancellation)
    {
        var culture = CultureInfo.GetCultureInfo(Languages.Nearest(language ?? CultureInfo.CurrentUICulture.Name));
        var made = await making.RunAsync(new ReportRequest(kind ?? ReportKind.Cycle, cycleId, manager), culture, await actors.OfAsync(http.User, cancellation), cancellation);
        if (made.Failed)
        {
            return TypedResults.NotFound();
        }

        // nobody's result stays in a cache on the way or in the browser
        http.Response.Headers.CacheControl = "no-store";
        var report = made.Value;
        if (format == ReportFormat.Xlsx)
        {
            return TypedResults.File(report.Xlsx(), SpreadsheetWriter.XlsxType, $"{report.FileName}.xlsx");
        }

        var html = await renderer.HtmlAsync<ReportDocument>(report, culture, await papers.ReadAsync(paper, cancellation));
        if (format != ReportFormat.Pdf)
        {
            return TypedResults.Content(html, "text/html; charset=utf-8");
        }

        var pdf = await printer.PrintAsync(html, cancellation);
        return pdf.Failed
            ? TypedResults.Problem(ErrorText.For(pdf.Error), statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.File(pdf.Value, "application/pdf", $"{report.FileName}.pdf");
    }

    private static async Task<Results<FileStreamHttpResult, NotFound>> StoredAsync(
        int id, HttpContext http, ActorProvider actors, OpenStoredReport opening, ReportFiles files, CancellationToken cancellation)
    {
        var found = await opening.RunAsync(id, await actors.OfAsync(http.User, cancellation), cancellation);
        if (found.Failed || files.Open(found.Value.FileToken) is not { } file)
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(file, "application/pdf", found.Value.FileName, enableRangeProcessing: true);
    }
}
