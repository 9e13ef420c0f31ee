using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders;

/// <summary>What the preview says of a person's day; never whom a review is about.</summary>
internal static class PlanWords
{
    public static string What(ForecastRow row)
    {
        var parts = row.Reminders.GroupBy(t => (t.Kind, t.Stage, t.Context)).OrderBy(g => g.Key.Stage)
            .Select(g => Part(g.Key.Kind, g.Key.Stage, g.Key.Context, g.Sum(t => t.Count))).ToList();
        if (row.ToManager > 0)
        {
            parts.Add(DigestLines.Fill(RemindersText.PlanTellsManager, Formats.Count(row.ToManager)));
        }

        return string.Join(RemindersText.PlanAnd, parts);
    }

    public static string Mail(ForecastRow row) => row.Unsendable is { } why ? DigestLines.Text($"UnsendableReason_{why}") : row.Reminders.Count > 0 ? RemindersText.PlanByMail : "–";

    private static string Part(TaskKind kind, ReminderStage stage, string context, int count) => DigestLines.Fill(
        // what belongs to no cycle has nothing to name
        context.Length == 0 ? RemindersText.PlanPartShort : RemindersText.PlanPart,
        DigestLines.Text($"Event_{kind}"), Formats.Count(count), DigestLines.Text($"ReminderStage_{stage}"), context);
}
