using Microsoft.AspNetCore.Http.HttpResults;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.People;

/// <summary>The directory as a file: the same people, order and columns that the page shows.</summary>
internal static class PeopleExport
{
    /// <summary>Address of the export of what a page shows.</summary>
    public static string Address(string kind, PeopleFilter filter, SortBy sort, IEnumerable<PeopleColumn> columns) =>
        $"/people/export.{kind}" + QueryString.Create((KeyValuePair<string, string?>[])
        [
            new("text", filter.Text),
            new("department", filter.DepartmentId?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("family", filter.JobFamily),
            new("level", filter.Level),
            new("status", filter.Status.ToString()),
            new("sort", sort.Column),
            new("descending", sort.Descending ? "true" : "false"),
            new("columns", string.Join(',', columns.Select(c => c.Key))),
        ]);

    public static async Task<Results<FileContentHttpResult, NotFound>> RunAsync(string kind, [AsParameters] Query query, HttpContext http, ActorProvider actors, PeopleQueries people)
    {
        if (kind is not ("csv" or "xlsx"))
        {
            return TypedResults.NotFound();
        }

        var actor = await actors.OfAsync(http.User, http.RequestAborted);
        var filter = new PeopleFilter(query.Text ?? "", int.TryParse(query.Department, out var department) ? department : null, query.Family ?? "", query.Level ?? "", Enum.TryParse<EmployeeStatus>(query.Status, out var status) ? status : EmployeeStatus.Employed);
        var rows = await people.AllAsync(filter, new SortBy(query.Sort ?? "name", query.Descending == "true"), actor, http.RequestAborted);
        var sheet = PeopleColumns.Sheet(PeopleColumns.Chosen(query.Columns, actor), rows);
        return kind == "csv"
            ? TypedResults.File(SpreadsheetWriter.Csv(sheet), SpreadsheetWriter.CsvType, "people.csv")
            : TypedResults.File(SpreadsheetWriter.Xlsx(sheet), SpreadsheetWriter.XlsxType, "people.xlsx");
    }

    internal sealed record Query(string? Text, string? Department, string? Family, string? Level, string? Status, string? Sort, string? Descending, string? Columns);
}
