using System.Globalization;
using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Documents;

/// <summary>A cycle's period and a date in words, in both languages at once: a certificate is printed for readers of either.</summary>
public static class CertificatePeriod
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    /// <summary>"Q3 2026" and "2026年第3季度"; a period that does not fill the calendar's own is told by its dates.</summary>
    public static LocalText Of(PeriodKind kind, DateOnly start, DateOnly end)
    {
        var months = kind switch { PeriodKind.Month => 1, PeriodKind.Quarter => 3, PeriodKind.HalfYear => 6, PeriodKind.Year => 12, _ => 0 };
        if (months == 0 || start.Day != 1 || (start.Month - 1) % months != 0 || start.AddMonths(months).AddDays(-1) != end)
        {
            var (from, to) = (Day(start), Day(end));
            return new LocalText($"{from.En} – {to.En}", $"{from.Zh}至{to.Zh}");
        }

        var part = ((start.Month - 1) / months) + 1;
        var year = start.Year.ToString(CultureInfo.InvariantCulture);
        return kind switch
        {
            PeriodKind.Month => new LocalText(start.ToString("MMMM yyyy", English), $"{year}年{start.Month}月"),
            PeriodKind.Quarter => new LocalText($"Q{part} {year}", $"{year}年第{part}季度"),
            PeriodKind.HalfYear => new LocalText($"H{part} {year}", part == 1 ? $"{year}年上半年" : $"{year}年下半年"),
            _ => new LocalText(year, $"{year}年度"),
        };
    }

    public static LocalText Day(DateOnly day) =>
        new(day.ToString("d MMMM yyyy", English), string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日"));
}
