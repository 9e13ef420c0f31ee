using Microsoft.AspNetCore.Http.HttpResults;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Features.Notifications.Reminders;

/// <summary>The preview as a table.</summary>
internal static class PlanExport
{
    public static void MapReminders(this IEndpointRouteBuilder app) => app.MapGet("/notifications/plan.csv", SendAsync).RequireAuthorization(Policies.Hr);

    private static async Task<Results<FileContentHttpResult, NotFound>> SendAsync(
        string? cycle, DateOnly? from, DateOnly? until, HttpContext http, ActorProvider actors, ReminderForecast forecast, Formats formats, CancellationToken cancellation)
    {
        formats.WriteFor(http.User);
        int? cycleId = int.TryParse(cycle, out var id) ? id : null;
        var found = await forecast.ForAsync(cycleId, from, until, await actors.OfAsync(http.User, cancellation), cancellation);
        if (found.Failed)
        {
            return TypedResults.NotFound();
        }

        var rows = found.Value.Rows.Select(r => (IReadOnlyList<object?>)[r.Day, formats.Time(r.At), r.Number, r.Name, PlanWords.What(r), PlanWords.Mail(r)]);
        var sheet = new SheetContent(RemindersText.PlanTitle, [RemindersText.PlanDay, RemindersText.PlanWhen, RemindersText.PlanNumber, RemindersText.PlanPerson, RemindersText.PlanWhat, RemindersText.PlanMail], rows);
        return TypedResults.File(SpreadsheetWriter.Csv(sheet), SpreadsheetWriter.CsvType, FormattableString.Invariant($"reminders-{found.Value.From:yyyy-MM-dd}.csv"));
    }
}
