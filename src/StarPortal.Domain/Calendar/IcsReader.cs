using System.Globalization;
using System.Text;

namespace StarPortal.Domain.Calendar;

/// <summary>A whole-day entry of a calendar file.</summary>
/// <param name="Line">Of its beginning in the file, 1 upwards.</param>
/// <param name="Last">Inclusive.</param>
public sealed record IcsHoliday(int Line, DateOnly First, DateOnly Last, string Title);

/// <summary>Something in a file that cannot be taken, with its line.</summary>
public sealed record CalendarFault(int Line, Error Error);

/// <summary>
/// Reads the whole-day entries of a calendar file (RFC 5545): folded lines, dates with <c>VALUE=DATE</c> or at midnight, an end
/// or a duration. What it cannot take is named with its line; what was called off is left out.
/// </summary>
public static class IcsReader
{
    /// <summary>Days of one entry; a longer one is hardly a holiday.</summary>
    public const int LongestEntry = 31;

    public static (IReadOnlyList<IcsHoliday> Holidays, IReadOnlyList<CalendarFault> Faults) Read(string text)
    {
        var (holidays, faults) = (new List<IcsHoliday>(), new List<CalendarFault>());
        Dictionary<string, Property>? entry = null;
        var (begun, nested, any) = (0, 0, false);
        foreach (var line in Unfold(text))
        {
            if (Property.Parse(line) is not { } property)
            {
                faults.Add(new(line.Number, CalendarErrors.IcsLine));
                continue;
            }

            switch (property.Name, property.Value.ToUpperInvariant())
            {
                case ("BEGIN", "VCALENDAR"):
                    any = true;
                    break;
                case ("BEGIN", "VEVENT") when entry is null:
                    (entry, begun) = ([], line.Number);
                    break;
                case ("BEGIN", _) when entry is not null:
                    nested++;
                    break;
                case ("END", "VEVENT") when entry is not null && nested == 0:
                    Take(entry, begun, holidays, faults);
                    entry = null;
                    break;
                case ("END", _) when nested > 0:
                    nested--;
                    break;
                default:
                    if (entry is not null && nested == 0)
                    {
                        entry.TryAdd(property.Name, property with { Line = line.Number });
                    }

                    break;
            }
        }

        if (entry is not null)
        {
            faults.Add(new(begun, CalendarErrors.IcsNotEnded));
        }

        if (!any)
        {
            faults.Insert(0, new(1, CalendarErrors.FileUnreadable));
        }

        return (holidays, faults);
    }

    private static void Take(Dictionary<string, Property> entry, int begun, List<IcsHoliday> holidays, List<CalendarFault> faults)
    {
        if (entry.TryGetValue("STATUS", out var status) && status.Value.Equals("CANCELLED", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (!entry.TryGetValue("DTSTART", out var start))
        {
            faults.Add(new(begun, CalendarErrors.IcsNoStart));
        }
        else if (start.Day is not { } first)
        {
            faults.Add(new(start.Line, CalendarErrors.IcsNotWholeDay));
        }
        else if (entry.TryGetValue("RRULE", out var rule) || entry.TryGetValue("RDATE", out rule))
        {
            faults.Add(new(rule.Line, CalendarErrors.IcsRepeats));
        }
        else if (LastOf(entry, first) is not { } last)
        {
            faults.Add(new((entry.GetValueOrDefault("DTEND") ?? entry.GetValueOrDefault("DURATION") ?? start).Line, CalendarErrors.IcsEnd));
        }
        else if (last.DayNumber - first.DayNumber >= LongestEntry)
        {
            faults.Add(new(start.Line, CalendarErrors.IcsTooLong.With(LongestEntry)));
        }
        else
        {
            holidays.Add(new(begun, first, last, entry.TryGetValue("SUMMARY", out var summary) ? Unescape(summary.Value).Trim() : ""));
        }
    }

    /// <summary>The end of a whole-day entry is the day after it; without one it takes a day.</summary>
    private static DateOnly? LastOf(Dictionary<string, Property> entry, DateOnly first)
    {
        if (entry.TryGetValue("DTEND", out var end))
        {
            return end.Day is not { } after || after < first ? null : after == first ? first : after.AddDays(-1);
        }

        if (!entry.TryGetValue("DURATION", out var duration))
        {
            return first;
        }

        var (text, factor) = duration.Value.EndsWith('W') ? (duration.Value, 7) : (duration.Value.TrimEnd('D') + "D", 1);
        return text.StartsWith('P') && int.TryParse(text[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count * factor is > 0 and < 1000
            ? first.AddDays((count * factor) - 1)
            : null;
    }

    private static IEnumerable<(int Number, string Text)> Unfold(string text)
    {
        var (number, begun) = (0, 0);
        StringBuilder? logical = null;
        foreach (var line in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (line.Length > 0 && line[0] is ' ' or '\t' && logical is not null)
            {
                logical.Append(line.AsSpan(1));
                continue;
            }

            if (logical is { Length: > 0 })
            {
                yield return (begun, logical.ToString());
            }

            (logical, begun) = (new StringBuilder(line), number);
        }

        if (logical is { Length: > 0 })
        {
            yield return (begun, logical.ToString());
        }
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] != '\\' || i + 1 == text.Length ? text[i] : text[++i] is 'n' or 'N' ? ' ' : text[i]);
        }

        return plain.ToString();
    }

    private sealed record Property(string Name, string Value, int Line)
    {
        /// <summary>The day of a date or of a midnight; null for a time within a day.</summary>
        public DateOnly? Day =>
            Value.Length >= 8 && DateOnly.TryParseExact(Value[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && Value[8..] is "" or "T000000" or "T000000Z"
                ? day
                : null;

        /// <summary>NAME;PARAM="a:b":value; the colon that ends the name stands in no quotes.</summary>
        public static Property? Parse((int Number, string Text) line)
        {
            var quoted = false;
            for (var i = 0; i < line.Text.Length; i++)
            {
                quoted ^= line.Text[i] == '"';
                if (line.Text[i] == ':' && !quoted)
                {
                    var name = line.Text[..i].Split(';')[0].Trim().ToUpperInvariant();
                    return name.Length == 0 ? null : new(name, line.Text[(i + 1)..].Trim(), line.Number);
                }
            }

            return null;
        }
    }
}
