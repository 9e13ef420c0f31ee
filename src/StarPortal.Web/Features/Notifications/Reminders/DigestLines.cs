using System.Globalization;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders;

/// <summary>What a digest says, in the language that is being read. Tasks alike stand in one line.</summary>
internal static class DigestLines
{
    /// <summary>Names in one line, and lines of news; the rest is counted.</summary>
    private const int MostNames = 3;
    private const int MostNews = 20;

    public static List<MailLine> Of(IReadOnlyList<ChosenReminder> reminders, IReadOnlyList<(string Sentence, string Url)> news, Formats formats, Func<string, string> absolute)
    {
        var lines = new List<MailLine>();
        var groups = reminders.GroupBy(r => (r.Task.Kind, r.Task.Context, r.Task.Dates.DueAt)).OrderBy(g => g.Key.DueAt).ThenBy(g => g.Key.Kind).ToList();
        if (groups.Count > 0)
        {
            lines.Add(new MailLine(RemindersText.DigestTasks, Heading: true));
            lines.AddRange(groups.Select(g => new MailLine(
                Line(g.Key.Kind, [.. g.Select(r => r.Task)], g.Key.Context, g.Key.DueAt, formats), absolute(g.Count() == 1 ? g.First().Task.Link : ListOf(g.Key.Kind, g.First().Task.Link)))));
        }

        if (news.Count > 0)
        {
            lines.Add(new MailLine(RemindersText.DigestNews, Heading: true));
            lines.AddRange(news.Take(MostNews).Select(n => new MailLine(n.Sentence, n.Url)));
            if (news.Count > MostNews)
            {
                lines.Add(new MailLine(Fill(RemindersText.DigestMoreNews, Formats.Count(news.Count - MostNews)), absolute("/notifications")));
            }
        }

        return lines;
    }

    /// <summary>For example "Review Ann Lee · November review · due Fri 27 Nov, 18:00".</summary>
    public static string Line(TaskKind kind, IReadOnlyList<OpenTask> tasks, string context, DateTime dueAt, Formats formats)
    {
        var what = What(kind, tasks);
        var due = Fill(dueAt > formats.Now ? RemindersText.DueOn : RemindersText.WasDueOn, formats.Moment(dueAt));
        return context.Length == 0 ? Fill(RemindersText.LineShort, what, due) : Fill(RemindersText.Line, what, context, due);
    }

    public static string What(TaskKind kind, IReadOnlyList<OpenTask> tasks)
    {
        var count = tasks.Sum(t => t.Count);
        var names = tasks.Where(t => t.Subject.Length > 0).Select(t => t.Subject).Order(StringComparer.CurrentCulture).ToList();
        if (names.Count == 0)
        {
            return Fill(Text(count == 1 ? $"Task_{kind}" : $"Tasks_{kind}"), Formats.Count(count));
        }

        var shown = Joined(names.Take(MostNames));
        return Fill(Text($"Task_{kind}"), names.Count > MostNames ? Fill(RemindersText.AndMore, shown, Formats.Count(names.Count - MostNames)) : shown);
    }

    /// <summary>"2 tasks due, 3 news", for the subject.</summary>
    public static string Summary(int tasks, int news)
    {
        var parts = new List<string>();
        if (tasks > 0)
        {
            parts.Add(Fill(tasks == 1 ? RemindersText.SummaryTask : RemindersText.SummaryTasks, Formats.Count(tasks)));
        }

        if (news > 0)
        {
            parts.Add(Fill(news == 1 ? RemindersText.SummaryNewsOne : RemindersText.SummaryNews, Formats.Count(news)));
        }

        return Joined(parts);
    }

    public static string Text(string key) => RemindersText.Resources.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    public static string Fill(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    private static string Joined(IEnumerable<string> parts) => parts.Aggregate((a, b) => Fill(RemindersText.Joined, a, b));

    private static string ListOf(TaskKind kind, string link) =>
        kind is TaskKind.SelfReview or TaskKind.ManagerReview or TaskKind.GroupReview or TaskKind.DelegatedReview ? "/reviews" : kind == TaskKind.DecideApproval ? link : "/";
}
