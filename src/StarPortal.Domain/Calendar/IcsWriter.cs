using System.Globalization;
using System.Text;

namespace StarPortal.Domain.Calendar;

/// <summary>An entry of a calendar file.</summary>
/// <param name="Uid">The same in every file that names the entry, for ever.</param>
/// <param name="DueAt">UTC; the moment that the entry ends with.</param>
/// <param name="AllDay">The day on which it is due, where no time of day matters; null for a timed entry.</param>
/// <param name="Sequence">Raised by one with each change.</param>
/// <param name="ChangedAt">UTC.</param>
public sealed record IcsEvent(string Uid, string Title, string Description, string Url, DateTime DueAt, DateOnly? AllDay, int Sequence, DateTime ChangedAt, bool Cancelled = false);

/// <summary>
/// Writes calendar files as RFC 5545 asks: lines end with CR LF and are folded at 75 octets, never within a character; times
/// are in UTC, so that no time zone has to be described.
/// </summary>
public static class IcsWriter
{
    /// <summary>Octets of a line without its end.</summary>
    public const int LongestLine = 75;

    /// <summary>Minutes that an entry takes before its moment.</summary>
    private const int Length = 30;

    /// <param name="name">Of the calendar, for programs that show it.</param>
    /// <param name="events">In their order.</param>
    /// <param name="stampedAt">UTC; when the file was made.</param>
    public static string Write(string name, IEnumerable<IcsEvent> events, DateTime stampedAt)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//StarPortal//Tasks//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        Line(text, $"X-WR-CALNAME:{Escape(name)}");
        Line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        Line(text, "X-PUBLISHED-TTL:PT1H");
        foreach (var entry in events)
        {
            Write(text, entry, stampedAt);
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    /// <summary>A text as a value: commas, semicolons, backslashes and line breaks escaped, other control characters left out.</summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            safe.Append(c switch
            {
                '\\' => @"\\",
                ';' => @"\;",
                ',' => @"\,",
                '\n' => @"\n",
                _ => char.IsControl(c) ? "" : c.ToString(),
            });
        }

        return safe.ToString();
    }

    private static void Write(StringBuilder text, IcsEvent entry, DateTime stampedAt)
    {
        Line(text, "BEGIN:VEVENT");
        Line(text, $"UID:{Escape(entry.Uid)}");
        Line(text, $"DTSTAMP:{Utc(stampedAt)}");
        Line(text, $"LAST-MODIFIED:{Utc(entry.ChangedAt)}");
        Line(text, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{entry.Sequence}"));
        if (entry.AllDay is { } day)
        {
            Line(text, $"DTSTART;VALUE=DATE:{Day(day)}");
            Line(text, $"DTEND;VALUE=DATE:{Day(day.AddDays(1))}");
        }
        else
        {
            Line(text, $"DTSTART:{Utc(entry.DueAt.AddMinutes(-Length))}");
            Line(text, $"DTEND:{Utc(entry.DueAt)}");
        }

        Line(text, $"SUMMARY:{Escape(entry.Title)}");
        if (entry.Description.Length > 0)
        {
            Line(text, $"DESCRIPTION:{Escape(entry.Description)}");
        }

        if (entry.Url.Length > 0)
        {
            Line(text, $"URL:{entry.Url}");
        }

        Line(text, entry.Cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
        // a date to remember takes nobody's time
        Line(text, "TRANSP:TRANSPARENT");
        Line(text, "END:VEVENT");
    }

    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    private static string Utc(DateTime at) => at.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
