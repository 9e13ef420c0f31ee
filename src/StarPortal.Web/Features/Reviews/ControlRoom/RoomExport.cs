using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Reviews.ControlRoom.Lists;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.Reviews.ControlRoom;

/// <summary>A list as a file: the same rows, order and columns that the page shows, on all its pages. It says who reviews whom, so it is on record.</summary>
internal static class RoomExport
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/cycles/{id:int}/control-room/{list}.{kind}", RunAsync).RequireAuthorization(Policies.Hr);

    private static async Task<IResult> RunAsync(int id, string list, string kind, [AsParameters] RoomQuery query, HttpContext http, [AsParameters] Services services, CancellationToken cancellation)
    {
        var actor = await services.Actors.OfAsync(http.User, cancellation);
        if (kind is not ("csv" or "xlsx") || services.Lists.FirstOrDefault(l => l.Key == list) is not { } chosen || await services.Cycles.FindAsync(id, actor, cancellation) is not { } cycle)
        {
            return TypedResults.NotFound();
        }

        var sheet = await chosen.SheetAsync(cycle, RoomFilter.Of(query), actor, cancellation);
        await using var db = await services.Factory.CreateDbContextAsync(cancellation);
        db.Audit(actor, new AuditNote("Reviews.ListExported", nameof(Cycle), id, Details: $"{list}.{kind}"), services.Clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellation);
        var name = string.Create(CultureInfo.InvariantCulture, $"{list}-{id}.{kind}");
        return kind == "csv"
            ? TypedResults.File(SpreadsheetWriter.Csv(sheet), SpreadsheetWriter.CsvType, name)
            : TypedResults.File(SpreadsheetWriter.Xlsx(sheet), SpreadsheetWriter.XlsxType, name);
    }

    internal sealed record Services(IEnumerable<IRoomList> Lists, RoomCycles Cycles, ActorProvider Actors, IDbContextFactory<PortalDbContext> Factory, TimeProvider Clock);
}
