using System.Globalization;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.Notifications;

namespace StarPortal.Domain.Tests.Notifications;

public sealed class DigestTimeTests
{
    [Theory]
    [InlineData("20:00", "08:00", "09:00")]
    [InlineData("22:00", "10:30", "10:30")]
    [InlineData("08:00", "17:00", "17:00")]
    [InlineData("00:00", "00:00", "09:00")]
    [InlineData("06:00", "04:00", "04:00")] // all but two hours of the night
    public void TimeOfDay_IsNineOrTheEndOfTheQuietHours(string from, string until, string expected) =>
        Assert.Equal(Time(expected), DigestTime.TimeOfDay(new(Time(from), Time(until))));

    [Theory]
    [InlineData("20:00", "08:00", true)]
    [InlineData("12:00", "12:00", true)]
    [InlineData("06:00", "04:00", true)]
    [InlineData("06:00", "05:00", false)]
    public void QuietHours_LeaveTimeForMail(string from, string until, bool expected) =>
        Assert.Equal(expected, new QuietHours(Time(from), Time(until)).IsPossible);

    [Theory]
    [InlineData("2026-11-27T00:59", false)]
    [InlineData("2026-11-27T01:00", true)] // 09:00 in Shanghai
    [InlineData("2026-11-27T11:59", true)] // late, because the portal stood still
    [InlineData("2026-11-27T12:00", false)] // 20:00: quiet
    [InlineData("2026-11-28T01:00", false)] // a Saturday
    public void DueNow_ByTheReadersClock(string now, bool due) =>
        Assert.Equal(due, Due(now, "Asia/Shanghai") is not null);

    [Theory]
    [InlineData("2026-03-29", "Europe/Berlin", "2026-03-29T07:00")] // a day of 23 hours
    [InlineData("2026-10-25", "Europe/Berlin", "2026-10-25T08:00")] // a day of 25 hours
    [InlineData("2026-03-27", "Europe/Berlin", "2026-03-27T08:00")]
    [InlineData("2026-11-27", "Asia/Kathmandu", "2026-11-27T03:15")]
    public void At_FollowsTheClockOfTheZone(string day, string zone, string expected) =>
        Assert.Equal(Utc(expected), DigestTime.At(DateOnly.Parse(day, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone), QuietHours.Usual));

    [Fact]
    public void At_ATimeThatTheClockSkips_IsTheFirstAfterIt() =>
        Assert.Equal(Utc("2026-03-29T01:00"), DigestTime.At(new(2026, 3, 29), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), new(new(5, 0), new(2, 30))));

    [Fact]
    public void DueNow_OncePerDay_AndNeverTwiceInAMorning()
    {
        var day = new DateOnly(2026, 11, 26);

        Assert.Null(Due("2026-11-26T10:00", "UTC", lastDay: day));
        Assert.Equal(day.AddDays(1), Due("2026-11-27T09:00", "UTC", lastDay: day, lastAt: "2026-11-26T09:00"));
        // moved from Honolulu to Auckland overnight: the next day begins at once, the next mail does not
        Assert.Null(Due("2026-11-26T20:00", "Pacific/Auckland", lastDay: day, lastAt: "2026-11-26T19:00"));
        Assert.Equal(day.AddDays(1), Due("2026-11-27T03:00", "Pacific/Auckland", lastDay: day, lastAt: "2026-11-26T19:00"));
        // moved the other way: the same day again
        Assert.Null(Due("2026-11-26T19:00", "Pacific/Honolulu", lastDay: day, lastAt: "2026-11-25T20:00"));
    }

    [Fact]
    public void DueNow_WhoIsAway_GetsNothing()
    {
        Assert.Null(Due("2026-11-27T10:00", "UTC", away: new(new(2026, 11, 20), new(2026, 11, 27))));
        Assert.NotNull(Due("2026-11-30T10:00", "UTC", away: new(new(2026, 11, 20), new(2026, 11, 27))));
    }

    private static DateOnly? Due(string now, string zone, AwayDays? away = null, DateOnly? lastDay = null, string? lastAt = null) =>
        DigestTime.DueNow(Utc(now), TimeZoneInfo.FindSystemTimeZoneById(zone), QuietHours.Usual, WorkCalendar.Weekdays, away, lastDay, lastAt is null ? null : Utc(lastAt));

    private static TimeOnly Time(string text) => TimeOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
