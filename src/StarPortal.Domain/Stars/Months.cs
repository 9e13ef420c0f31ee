namespace StarPortal.Domain.Stars;

/// <summary>
/// Months between days. A month is complete on its anniversary; where a month lacks the day, its last day is the
/// anniversary: from 31 August it is 30 September, 31 October … 28 February.
/// </summary>
public static class Months
{
    /// <summary>
    /// Complete months of service when a period ends. The period's last day is worked to its end: hired on 1 July, the
    /// 30th of September completes the third month. Null when nobody knows the hire date; 0 when hired later.
    /// </summary>
    public static int? Tenure(DateOnly? hired, DateOnly periodEnd) => hired is { } day ? Complete(day, periodEnd.AddDays(1)) : null;

    /// <summary>Length of a period in months: whole ones, and the rest as a share of the month in which it lies.</summary>
    public static decimal Length(DateOnly start, DateOnly end)
    {
        var after = end.AddDays(1);
        var whole = Complete(start, after);
        var (from, to) = (start.AddMonths(whole), start.AddMonths(whole + 1));
        return whole + ((after.DayNumber - from.DayNumber) / (decimal)(to.DayNumber - from.DayNumber));
    }

    /// <summary>First day of the twelve months that end with a period.</summary>
    public static DateOnly YearBefore(DateOnly periodEnd) => periodEnd.AddDays(1).AddMonths(-12);

    private static int Complete(DateOnly from, DateOnly until)
    {
        if (until <= from)
        {
            return 0;
        }

        var months = ((until.Year - from.Year) * 12) + until.Month - from.Month;
        return from.AddMonths(months) > until ? months - 1 : months;
    }
}
