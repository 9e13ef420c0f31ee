using System.Globalization;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.Cycles.Actuals;

/// <summary>The values as a file in the form that the import takes back: a line per participant, a column per indicator.</summary>
internal static class ActualsFile
{
    public static void Map(IEndpointRouteBuilder app)
    {
        // HR and data owners: who has nothing to enter gets the answer for what is not there
        app.MapGet("/cycles/{id:int}/actuals.csv", (int id, HttpContext http, ActualQueries queries, ActorProvider actors, CancellationToken cancellation) =>
            SendAsync(id, http, queries, actors, xlsx: false, cancellation)).RequireAuthorization();
        app.MapGet("/cycles/{id:int}/actuals.xlsx", (int id, HttpContext http, ActualQueries queries, ActorProvider actors, CancellationToken cancellation) =>
            SendAsync(id, http, queries, actors, xlsx: true, cancellation)).RequireAuthorization();
        app.MapGet("/cycles/{id:int}/actuals-missing.csv", SendMissingAsync).RequireAuthorization(Policies.Hr);
    }

    private static async Task<IResult> SendAsync(int id, HttpContext http, ActualQueries queries, ActorProvider actors, bool xlsx, CancellationToken cancellation)
    {
        var actor = await actors.OfAsync(http.User, cancellation);
        if (await queries.FindAsync(id, actor, cancellation) is not { } view)
        {
            return TypedResults.NotFound();
        }

        var rows = await queries.AllAsync(id, actor, cancellation);
        var content = new SheetContent(
            "Actuals",
            [CyclesText.EmployeeNumber, CyclesText.PersonName, CyclesText.Department, .. view.Columns.Select(c => c.Key)],
            rows.Select(r => (IReadOnlyList<object?>)[r.Number, r.Name, r.Department, .. view.Columns.Select(c => (object?)r.Values.FirstOrDefault(v => v.IndicatorKey == c.Key)?.Value)]));
        var name = string.Create(CultureInfo.InvariantCulture, $"actuals-{id}.{(xlsx ? "xlsx" : "csv")}");
        return xlsx
            ? TypedResults.File(SpreadsheetWriter.Xlsx(content), SpreadsheetWriter.XlsxType, name)
            : TypedResults.File(SpreadsheetWriter.Csv(content), SpreadsheetWriter.CsvType, name);
    }

    private static async Task<IResult> SendMissingAsync(int id, HttpContext http, ActualQueries queries, ActorProvider actors, CancellationToken cancellation)
    {
        var actor = await actors.OfAsync(http.User, cancellation);
        if (await queries.FindAsync(id, actor, cancellation) is null)
        {
            return TypedResults.NotFound();
        }

        var rows = await queries.MissingAsync(id, actor, cancellation);
        var content = new SheetContent(
            "Missing",
            [CyclesText.EmployeeNumber, CyclesText.PersonName, CyclesText.Department, CyclesText.Indicator],
            rows.Select(r => (IReadOnlyList<object?>)[r.Number, r.Name, r.Department, CycleWords.Of(r.Indicator)]));
        return TypedResults.File(SpreadsheetWriter.Csv(content), SpreadsheetWriter.CsvType, string.Create(CultureInfo.InvariantCulture, $"actuals-missing-{id}.csv"));
    }
}
