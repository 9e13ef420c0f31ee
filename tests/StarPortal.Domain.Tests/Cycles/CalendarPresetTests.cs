using System.Globalization;
using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Tests.Cycles;

public sealed class CalendarPresetTests
{
    [Theory]
    [InlineData(PeriodKind.Month, "2026-11-01", "2026-11-30")]
    [InlineData(PeriodKind.Quarter, "2026-10-01", "2026-12-31")]
    [InlineData(PeriodKind.HalfYear, "2026-07-01", "2026-12-31")]
    [InlineData(PeriodKind.Year, "2026-01-01", "2026-12-31")]
    public void Period_OfADay_IsTheWholeOne(PeriodKind kind, string start, string end) =>
        Assert.Equal(
            (DateOnly.Parse(start, CultureInfo.InvariantCulture), DateOnly.Parse(end, CultureInfo.InvariantCulture)),
            CalendarPreset.Period(kind, new DateOnly(2026, 11, 23)));

    [Fact]
    public void MonthlyPdca_InShanghai_HasTheDaysOfThePreset()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var calendar = CalendarPreset.MonthlyPdca(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30), zone).ToDictionary(d => d.Kind);

        Assert.Equal(new DateTime(2026, 11, 1, 1, 0, 0), calendar[PhaseKind.Publish].OpensAt);
        Assert.Equal(new DateTime(2026, 11, 5, 10, 0, 0), calendar[PhaseKind.DataCollection].ClosesAt);
        Assert.Equal(15, calendar[PhaseKind.MidTermCheck].OpensAt.Day);
        Assert.Equal(25, calendar[PhaseKind.ManagerReview].ClosesAt.Day);
        Assert.Equal(25, calendar[PhaseKind.Calibration].OpensAt.Day);
        Assert.Equal((12, 5), (calendar[PhaseKind.Close].OpensAt.Month, calendar[PhaseKind.Close].OpensAt.Day));
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    public void EveryPreset_InEveryMonth_KeepsTheOrderAndItsClockTimes(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        foreach (var kind in Enum.GetValues<PeriodKind>())
        {
            for (var month = 1; month <= 12; month++)
            {
                var (start, end) = CalendarPreset.Period(kind, new DateOnly(2026, month, 14));
                var calendar = CalendarPreset.For(kind, start, end, zone);

                Assert.Empty(PhaseRules.Check(calendar));
                Assert.All(calendar, d => Assert.Contains(ZoneTime.ToLocal(d.OpensAt, zone).Hour, (int[])[9, 12]));
                Assert.All(calendar, d => Assert.Contains(ZoneTime.ToLocal(d.ClosesAt, zone).Hour, (int[])[12, 18]));
                Assert.All(calendar, d => Assert.Equal(DateTimeKind.Utc, d.OpensAt.Kind));
            }
        }
    }

    [Fact]
    public void ZoneTime_SkippedHour_OpensAtTheClockChange()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        Assert.Equal(new DateTime(2026, 3, 29, 1, 0, 0), ZoneTime.OpensAt(new DateTime(2026, 3, 29, 2, 30, 0), berlin));
        Assert.Equal(new DateTime(2026, 3, 29, 1, 0, 0), ZoneTime.ClosesAt(new DateTime(2026, 3, 29, 2, 30, 0), berlin));
    }

    [Fact]
    public void ZoneTime_HourThatOccursTwice_OpensAtTheFirstAndClosesAtTheSecond()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var local = new DateTime(2026, 10, 25, 2, 30, 0);

        Assert.Equal(new DateTime(2026, 10, 25, 0, 30, 0), ZoneTime.OpensAt(local, berlin));
        Assert.Equal(new DateTime(2026, 10, 25, 1, 30, 0), ZoneTime.ClosesAt(local, berlin));
    }
}
