using System.Globalization;

namespace StarPortal.Domain.Calendar;

/// <summary>A day of a file with the line it stands in.</summary>
public sealed record CalendarLine(int Line, CalendarEntry Entry);

/// <summary>What a file says of the company's days: from a table or from a calendar.</summary>
public sealed record CalendarFile(IReadOnlyList<CalendarLine> Days, IReadOnlyList<CalendarFault> Faults)
{
    private static readonly string[] OffWords = ["off", "holiday", "休", "休息", "放假", "节假日"];
    private static readonly string[] WorkWords = ["working", "work", "workday", "班", "上班", "调休", "补班", "工作日"];
    private static readonly string[] WorkMarks = ["班", "working day", "workday", "worked"];

    /// <param name="rows">Line number and cells: date, working or off, name in English, name in Chinese. A first line of headings is left out.</param>
    public static CalendarFile FromTable(IEnumerable<(int Line, IReadOnlyList<string> Cells)> rows)
    {
        var (days, faults) = (new List<CalendarLine>(), new List<CalendarFault>());
        var first = true;
        foreach (var (line, cells) in rows)
        {
            string Cell(int i) => i < cells.Count ? cells[i].Trim() : "";
            var date = DayOf(Cell(0));
            var kind = KindOf(Cell(1));
            if (!(first && date is null && kind is null))
            {
                Take(line, date, kind, Cell(2), Cell(3), days, faults);
            }

            first = false;
        }

        return new CalendarFile(days, faults).Checked();
    }

    public static CalendarFile FromIcs(string text)
    {
        var (holidays, faults) = IcsReader.Read(text);
        var days = holidays.SelectMany(h => Enumerable.Range(0, h.Last.DayNumber - h.First.DayNumber + 1).Select(i =>
            new CalendarLine(h.Line, new CalendarEntry(h.First.AddDays(i), IsWorked(h.Title) ? CalendarDayKind.Working : CalendarDayKind.Off, h.Title, h.Title))));
        return new CalendarFile([.. days], faults).Checked();
    }

    /// <summary>Calendars of holidays name the days worked instead so.</summary>
    public static bool IsWorked(string title) => WorkMarks.Any(m => title.Contains(m, StringComparison.OrdinalIgnoreCase));

    private static void Take(int line, DateOnly? date, CalendarDayKind? kind, string en, string zh, List<CalendarLine> days, List<CalendarFault> faults)
    {
        if (date is null)
        {
            faults.Add(new(line, CalendarErrors.CsvDate));
        }

        if (kind is null)
        {
            faults.Add(new(line, CalendarErrors.CsvKind));
        }

        if (date is { } day && kind is { } known)
        {
            days.Add(new(line, new CalendarEntry(day, known, en, zh)));
        }
    }

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy/M/d", "yyyy-M-d", "yyyy年M月d日", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static CalendarDayKind? KindOf(string text) =>
        OffWords.Contains(text, StringComparer.OrdinalIgnoreCase) ? CalendarDayKind.Off
        : WorkWords.Contains(text, StringComparer.OrdinalIgnoreCase) ? CalendarDayKind.Working
        : null;

    private CalendarFile Checked()
    {
        var faults = Faults.Concat(Days.SelectMany(d => d.Entry.Check().Select(e => new CalendarFault(d.Line, e)))).ToList();
        faults.AddRange(Days.GroupBy(d => d.Entry.Date).SelectMany(g => g.Skip(1)).Select(d => new CalendarFault(d.Line, CalendarErrors.DayTwice)));
        return new(Days, [.. faults.OrderBy(f => f.Line)]);
    }
}
