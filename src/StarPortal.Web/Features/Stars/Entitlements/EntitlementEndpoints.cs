using Microsoft.AspNetCore.Http.HttpResults;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.Stars.Entitlements;

/// <summary>Entitlement lists as files.</summary>
internal static class EntitlementEndpoints
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/cycles/{cycleId:int}/entitlements/{number:int}.{kind}", FileAsync).RequireAuthorization(Policies.Hr);

    private static async Task<Results<FileContentHttpResult, NotFound>> FileAsync(
        int cycleId, int number, string kind, HttpContext http, ActorProvider actors, EntitlementQueries queries, Formats formats, CancellationToken cancellation)
    {
        var actor = await actors.OfAsync(http.User, cancellation);
        if (kind is not ("csv" or "xlsx")
            || await queries.FindAsync(cycleId, actor, cancellation) is not { } cycle
            || cycle.Lists.FirstOrDefault(l => l.Number == number) is not { } list)
        {
            return TypedResults.NotFound();
        }

        var sheet = EntitlementSheet.Of(cycle, list, await queries.ExportAsync(cycleId, list, kind, actor, cancellation), formats);
        http.Response.Headers.CacheControl = "no-store";
        return kind == "xlsx"
            ? TypedResults.File(SpreadsheetWriter.Xlsx(sheet), SpreadsheetWriter.XlsxType, EntitlementSheet.FileName(cycle, list, kind))
            : TypedResults.File(SpreadsheetWriter.Csv(sheet), SpreadsheetWriter.CsvType, EntitlementSheet.FileName(cycle, list, kind));
    }
}
