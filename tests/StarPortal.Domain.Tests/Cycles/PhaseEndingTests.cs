using System.Globalization;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.Cycles;

namespace StarPortal.Domain.Tests.Cycles;

public sealed class PhaseEndingTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData("2026-11-27T10:00", "2026-11-26")] // Friday 18:00 in Shanghai: told on Thursday
    [InlineData("2026-11-30T10:00", "2026-11-27")] // Monday: told on Friday
    [InlineData("2026-11-27T16:00", "2026-11-26")] // midnight ends the Friday
    [InlineData("2026-11-27T00:30", "2026-11-25")] // 08:30: Thursday is the last day on which anything can be done
    public void Eve_IsTheWorkingDayBeforeTheLastOne(string closes, string eve) =>
        Assert.Equal(eve, Text(PhaseEnding.Eve(Open("2026-11-01T01:00", closes), Shanghai, WorkCalendar.Weekdays)));

    [Fact]
    public void Eve_KnowsHolidays() =>
        Assert.Equal("2026-11-25", Text(PhaseEnding.Eve(Open("2026-11-01T01:00", "2026-11-27T10:00"), Shanghai, new WorkCalendar([new(new(2026, 11, 26), false)]))));

    [Theory]
    [InlineData("2026-11-26T00:59", false)]
    [InlineData("2026-11-26T01:00", true)] // nine o'clock in Shanghai
    [InlineData("2026-11-26T15:59", true)] // late, because the portal stood still
    [InlineData("2026-11-26T16:00", false)] // its last day has begun
    [InlineData("2026-11-27T09:00", false)]
    public void IsNear_FromNineUpToItsLastDay(string now, bool expected) =>
        Assert.Equal(expected, PhaseEnding.IsNear(Open("2026-11-01T01:00", "2026-11-27T10:00"), Shanghai, WorkCalendar.Weekdays, Utc(now)));

    [Theory]
    [InlineData("2026-11-26T01:00", false)] // opens at that moment: one message says so
    [InlineData("2026-11-26T00:59", true)]
    [InlineData("2026-12-24T01:00", true)] // opened by hand, long before its date
    public void IsNear_OfWhatHasJustOpened_IsNotTold(string opens, bool expected) =>
        Assert.Equal(expected, PhaseEnding.IsNear(Open(opens, "2026-11-27T10:00"), Shanghai, WorkCalendar.Weekdays, Utc("2026-11-26T02:00")));

    [Fact]
    public void IsNear_OfAPhaseThatIsNotOpen_IsNotTold() =>
        Assert.False(PhaseEnding.IsNear(new CyclePhase(PhaseKind.SelfReview, Utc("2026-11-01T01:00"), Utc("2026-11-27T10:00")), Shanghai, WorkCalendar.Weekdays, Utc("2026-11-26T02:00")));

    private static CyclePhase Open(string opens, string closes)
    {
        var (cycle, before) = (new Cycle("November"), Utc("2026-10-01T00:00"));
        Must(cycle.EditBasics("November", PeriodKind.Month, new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30), Shanghai.Id));
        Must(cycle.ChooseTemplate(1));
        Must(cycle.ChooseReviewers(false, false, 3));
        Must(cycle.SetCalendar([new PhaseDates(PhaseKind.SelfReview, before.AddDays(1), before.AddDays(2)), new PhaseDates(PhaseKind.Release, before.AddDays(80), before.AddDays(81))]));
        var hr = new Actor(7, 70, "Helen", Roles.Employee | Roles.HR);
        Must(cycle.Publish(hr, before));
        Must(cycle.CompleteLaunch(before));
        Must(cycle.OpenPhase(PhaseKind.SelfReview, hr, before));
        var phase = cycle.Phase(PhaseKind.SelfReview)!;
        phase.Reschedule(Utc(opens), Utc(closes));
        return phase;

        static void Must(Result result) => Assert.True(result.Succeeded, string.Join(", ", result.Errors));
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
