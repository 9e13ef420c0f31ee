using System.Globalization;
using StarPortal.Domain.Calendar;

namespace StarPortal.Domain.Tests.Calendar;

public sealed class WorkCalendarTests
{
    // the week of a national holiday: Thursday 1 to Wednesday 7 October off, Saturday 10 worked instead
    private static readonly WorkCalendar October = new(
    [
        .. Enumerable.Range(1, 7).Select(d => new WorkException(new(2026, 10, d), false)),
        new(new(2026, 10, 10), true),
    ]);

    [Theory]
    [InlineData("2026-09-30", true)]
    [InlineData("2026-10-01", false)]
    [InlineData("2026-10-04", false)] // a Sunday that is a holiday besides
    [InlineData("2026-10-08", true)]
    [InlineData("2026-10-10", true)] // a Saturday that is worked
    [InlineData("2026-10-11", false)]
    public void IsWorkingDay_FollowsTheExceptionsAndElseTheWeekday(string day, bool expected) =>
        Assert.Equal(expected, October.IsWorkingDay(Day(day)));

    [Theory]
    [InlineData("2026-09-30", 1, "2026-10-08")]
    [InlineData("2026-10-03", 1, "2026-10-08")]
    [InlineData("2026-10-08", 2, "2026-10-10")]
    [InlineData("2026-10-08", 3, "2026-10-12")]
    [InlineData("2026-10-08", 0, "2026-10-08")]
    public void After_CountsWorkingDaysOnly(string from, int count, string expected) =>
        Assert.Equal(Day(expected), October.After(Day(from), count));

    [Theory]
    [InlineData("2026-10-05", "2026-09-30", "2026-10-08")]
    [InlineData("2026-10-08", "2026-10-08", "2026-10-08")]
    [InlineData("2026-10-11", "2026-10-10", "2026-10-12")]
    public void OnOrBefore_OnOrAfter_StayOnAWorkingDayOrFindTheNearest(string day, string before, string after) =>
        Assert.Equal((Day(before), Day(after)), (October.OnOrBefore(Day(day)), October.OnOrAfter(Day(day))));

    [Fact]
    public void With_ALaterWord_Wins()
    {
        var changed = October.With([new(new(2026, 10, 7), true), new(new(2026, 10, 12), false)]);

        Assert.True(changed.IsWorkingDay(new(2026, 10, 7)));
        Assert.False(changed.IsWorkingDay(new(2026, 10, 12)));
        Assert.False(October.IsWorkingDay(new(2026, 10, 7)));
    }

    [Fact]
    public void Walking_WhenNothingIsEverWorked_Ends()
    {
        var never = new WorkCalendar([.. Enumerable.Range(0, 1000).Select(d => new WorkException(new DateOnly(2026, 1, 1).AddDays(d), false))]);

        Assert.Equal(new DateOnly(2026, 3, 1), never.OnOrAfter(new(2026, 3, 1)));
    }

    [Fact]
    public void Calendar_SurvivesJson()
    {
        var read = System.Text.Json.JsonSerializer.Deserialize<WorkCalendar>(System.Text.Json.JsonSerializer.Serialize(October));

        Assert.Equal(October, read);
    }

    [Fact]
    public void Entry_NamesEveryFault()
    {
        var hr = new Actor(1, 1, "HR", Roles.HR);

        Assert.Equal(["YearRange", "NameMissing"], CalendarDay.Create(new(new(1999, 1, 1), CalendarDayKind.Off, " ", ""), hr).Errors.Select(e => e.Code));
        Assert.Equal(new LocalText("元旦", "元旦"), CalendarDay.Create(new(new(2027, 1, 1), CalendarDayKind.Off, "", " 元旦 "), hr).Value.Name);
        Assert.Equal(SharedErrors.NotAllowed, CalendarDay.Create(new(new(2027, 1, 1), CalendarDayKind.Off, "x", ""), hr with { Roles = Roles.Administrator }).Error);
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
