using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Notifications.Reminders;

/// <summary>What the preview says of a person's day; never whom a review is about.</summary>
internal static class PlanWords
{
    public static string What(ForecastRow row)
    {
        var parts = row.Reminders.GroupBy(t => (t.Kind, t.Stage, t.Context)).OrderBy(g => g.Key.Stage)
            .Select(g => DigestLines.Fill(RemindersText.PlanPart, DigestLines.Text($"Event_{g.Key.Kind}"), Formats.Count(g.Sum(t => t.Count)), DigestLines.Text($"ReminderStage_{g.Key.Stage}"), g.Key.Context)).ToList();
        if (row.ToManager > 0)
        {
            parts.Add(DigestLines.Fill(RemindersText.PlanTellsManager, Formats.Count(row.ToManager)));
        }

        return string.Join(RemindersText.PlanAnd, parts);
    }

    public static string Mail(ForecastRow row) => row.Unsendable is { } why ? DigestLines.Text($"UnsendableReason_{why}") : row.Reminders.Count > 0 ? RemindersText.PlanByMail : "–";
}
