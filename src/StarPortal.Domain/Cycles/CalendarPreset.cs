namespace StarPortal.Domain.Cycles;

/// <summary>Ready-made calendars: pure functions of a period and a time zone. Phases open at 9 and close at 18 o'clock.</summary>
public static class CalendarPreset
{
    private const int Opening = 9;
    private const int Noon = 12;
    private const int Closing = 18;

    /// <summary>The first and last day of the period of that kind in which a day lies.</summary>
    public static (DateOnly Start, DateOnly End) Period(PeriodKind kind, DateOnly day)
    {
        var months = Months(kind);
        if (months == 0)
        {
            return (day, day);
        }

        var start = new DateOnly(day.Year, ((day.Month - 1) / months * months) + 1, 1);
        return (start, start.AddMonths(months).AddDays(-1));
    }

    /// <summary>The calendar that goes with a kind of period; a custom one gets the quarterly calendar around its own end.</summary>
    public static IReadOnlyList<PhaseDates> For(PeriodKind kind, DateOnly start, DateOnly end, TimeZoneInfo zone) => kind switch
    {
        PeriodKind.Month => MonthlyPdca(start, end, zone),
        PeriodKind.HalfYear or PeriodKind.Year => Yearly(start, end, zone),
        _ => Quarterly(start, end, zone),
    };

    /// <summary>
    /// Publish on day 1, data until day 5, mid-term check on day 15, rating and calibration by day 25, retrospective on
    /// day 5 of the next month.
    /// </summary>
    public static IReadOnlyList<PhaseDates> MonthlyPdca(DateOnly start, DateOnly end, TimeZoneInfo zone)
    {
        var next = end.AddDays(1);
        return
        [
            Dates(PhaseKind.Publish, start, start, zone),
            Dates(PhaseKind.DataCollection, start, start.AddDays(4), zone),
            Dates(PhaseKind.MidTermCheck, start.AddDays(14), start.AddDays(14), zone),
            Dates(PhaseKind.SelfReview, start.AddDays(19), start.AddDays(22), zone),
            Dates(PhaseKind.PeerReview, start.AddDays(19), start.AddDays(23), zone),
            Dates(PhaseKind.ManagerReview, start.AddDays(19), start.AddDays(24), zone, closing: Noon),
            Dates(PhaseKind.Calibration, start.AddDays(24), start.AddDays(24), zone, opening: Noon),
            Dates(PhaseKind.Release, start.AddDays(26), start.AddDays(26), zone),
            Dates(PhaseKind.Close, next.AddDays(4), next.AddDays(4), zone),
        ];
    }

    /// <summary>A check in the middle of the quarter; data, rating and release in the month after it.</summary>
    public static IReadOnlyList<PhaseDates> Quarterly(DateOnly start, DateOnly end, TimeZoneInfo zone)
    {
        var middle = start.AddDays((end.DayNumber - start.DayNumber) / 2);
        var next = end.AddDays(1);
        return
        [
            Dates(PhaseKind.Publish, start, start, zone),
            Dates(PhaseKind.MidTermCheck, middle, middle.AddDays(Math.Min(6, end.DayNumber - middle.DayNumber)), zone),
            Dates(PhaseKind.DataCollection, next, next.AddDays(6), zone),
            Dates(PhaseKind.SelfReview, next, next.AddDays(7), zone),
            Dates(PhaseKind.PeerReview, next, next.AddDays(9), zone),
            Dates(PhaseKind.ManagerReview, next, next.AddDays(13), zone),
            Dates(PhaseKind.Calibration, next.AddDays(14), next.AddDays(18), zone),
            Dates(PhaseKind.Release, next.AddDays(20), next.AddDays(20), zone),
            Dates(PhaseKind.Close, next.AddDays(27), next.AddDays(27), zone),
        ];
    }

    /// <summary>A check in the middle of the year or half-year; more time for everything after its end.</summary>
    public static IReadOnlyList<PhaseDates> Yearly(DateOnly start, DateOnly end, TimeZoneInfo zone)
    {
        var middle = start.AddDays((end.DayNumber - start.DayNumber + 1) / 2);
        var next = end.AddDays(1);
        return
        [
            Dates(PhaseKind.Publish, start, start, zone),
            Dates(PhaseKind.MidTermCheck, middle, middle.AddDays(13), zone),
            Dates(PhaseKind.DataCollection, next, next.AddDays(9), zone),
            Dates(PhaseKind.SelfReview, next, next.AddDays(13), zone),
            Dates(PhaseKind.PeerReview, next, next.AddDays(18), zone),
            Dates(PhaseKind.ManagerReview, next, next.AddDays(23), zone),
            Dates(PhaseKind.Calibration, next.AddDays(24), next.AddDays(30), zone),
            Dates(PhaseKind.Release, next.AddDays(34), next.AddDays(34), zone),
            Dates(PhaseKind.Close, next.AddDays(55), next.AddDays(55), zone),
        ];
    }

    private static int Months(PeriodKind kind) => kind switch
    {
        PeriodKind.Month => 1,
        PeriodKind.Quarter => 3,
        PeriodKind.HalfYear => 6,
        PeriodKind.Year => 12,
        _ => 0,
    };

    private static PhaseDates Dates(PhaseKind kind, DateOnly from, DateOnly until, TimeZoneInfo zone, int opening = Opening, int closing = Closing) => new(
        kind,
        ZoneTime.OpensAt(from.ToDateTime(new TimeOnly(opening, 0)), zone),
        ZoneTime.ClosesAt(until.ToDateTime(new TimeOnly(closing, 0)), zone));
}
