using System.Globalization;
using System.Text.RegularExpressions;

namespace StarPortal.Domain.People.Import;

/// <summary>
/// Reads a column of dates written in one of many forms. <c>03/04/2024</c> has two meanings: another date of the same
/// column decides (<c>25/04/2024</c>); where none does, it is named as ambiguous, never guessed.
/// </summary>
public sealed partial class ImportDates
{
    private static readonly DateOnly SerialStart = new(1899, 12, 30);

    private static readonly string[] Named =
    [
        "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy", "d-MMM-yy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "MMMM d yyyy", "ddd d MMM yyyy", "d. MMMM yyyy",
    ];

    private readonly Order order;

    private ImportDates(Order order) => this.order = order;

    private enum Order
    {
        Unknown,
        DayFirst,
        MonthFirst,
    }

    /// <summary>Looks through a whole column for dates that tell which of day and month comes first.</summary>
    public static ImportDates Of(IEnumerable<string> column)
    {
        var (dayFirst, monthFirst) = (false, false);
        foreach (var match in column.Select(v => TwoWays().Match(Bare(v))).Where(m => m.Success))
        {
            dayFirst |= Number(match, 1) > 12;
            monthFirst |= Number(match, 2) > 12;
        }

        // a column that holds both kinds decides nothing
        return new ImportDates((dayFirst, monthFirst) switch
        {
            (true, false) => Order.DayFirst,
            (false, true) => Order.MonthFirst,
            _ => Order.Unknown,
        });
    }

    /// <summary>An empty cell is no date.</summary>
    public Result<DateOnly?> Read(string cell)
    {
        var text = Bare(cell);
        if (text.Length == 0)
        {
            return (DateOnly?)null;
        }

        if (YearFirst().Match(text) is { Success: true } year)
        {
            return Found(Make(year, 1, 2, 3), cell);
        }

        if (Dotted().Match(text) is { Success: true } dotted)
        {
            return Found(Make(dotted, 3, 2, 1), cell);
        }

        if (TwoWays().Match(text) is { Success: true } both)
        {
            return TwoWay(both, cell);
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial is > 10_000 and < 80_000)
        {
            return (DateOnly?)SerialStart.AddDays(serial);
        }

        return Found(DateOnly.TryParseExact(text, Named, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var named) ? named : null, cell);
    }

    private static Result<DateOnly?> Found(DateOnly? day, string cell) => day is null ? PeopleErrors.DateUnreadable.With(cell) : day;

    private Result<DateOnly?> TwoWay(Match match, string cell)
    {
        var (dayFirst, monthFirst) = (Make(match, 3, 2, 1), Make(match, 3, 1, 2));
        if (!dayFirst.HasValue || !monthFirst.HasValue || dayFirst == monthFirst)
        {
            return Found(dayFirst ?? monthFirst, cell);
        }

        return order switch
        {
            Order.DayFirst => dayFirst,
            Order.MonthFirst => monthFirst,
            _ => PeopleErrors.DateAmbiguous.With(cell),
        };
    }

    private static DateOnly? Make(Match match, int year, int month, int day)
    {
        var (y, m, d) = (Number(match, year), Number(match, month), Number(match, day));
        return m is >= 1 and <= 12 && y is >= 1900 and <= 2200 && d >= 1 && d <= DateTime.DaysInMonth(y, m) ? new DateOnly(y, m, d) : null;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    /// <summary>Without full-width forms and without the time of day that spreadsheets add.</summary>
    private static string Bare(string cell) => TimeOfDay().Replace(cell.Normalize(System.Text.NormalizationForm.FormKC).Trim(), "");

    [GeneratedRegex(@"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(AM|PM)?Z?$", RegexOptions.IgnoreCase)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?号?$|^(?<1>\d{4})(?<2>\d{2})(?<3>\d{2})$")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$")]
    private static partial Regex Dotted();

    [GeneratedRegex(@"^(\d{1,2})\s*[/-]\s*(\d{1,2})\s*[/-]\s*(\d{4})$")]
    private static partial Regex TwoWays();
}
