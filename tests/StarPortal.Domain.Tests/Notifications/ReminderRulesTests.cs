using System.Globalization;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using static StarPortal.Domain.Notifications.ReminderStage;

namespace StarPortal.Domain.Tests.Notifications;

public sealed class ReminderRulesTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTime Opened = Utc("2026-11-01T00:00");

    [Fact]
    public void Plan_OfAnOrdinaryTask_IsAsTheIssueSays() =>
        // Friday 27 November, 18:00
        Assert.Equal(
            "SevenDays 11-20, ThreeDays 11-24, OneDay 11-26, DueDay 11-27, FirstOverdue 12-01, SecondOverdue 12-03, ThirdOverdue 12-07, Manager 12-09",
            Text(Plan("2026-11-27T18:00")));

    [Theory]
    [InlineData("2026-11-30T18:00", "2026-11-01T00:00", "SevenDays 11-23, OneDay 11-27, DueDay 11-30")] // Monday: three days and one day before meet on Friday
    [InlineData("2026-11-29T18:00", "2026-11-01T00:00", "SevenDays 11-20, ThreeDays 11-26, DueDay 11-27")] // a Sunday is told on Friday
    [InlineData("2026-11-27T18:00", "2026-11-25T10:00", "OneDay 11-26, DueDay 11-27")] // opens two days before
    [InlineData("2026-11-27T18:00", "2026-11-24T09:00", "OneDay 11-26, DueDay 11-27")] // opens at that very minute: it has just been told
    [InlineData("2026-11-27T18:00", "2026-11-27T09:00", "DueDay 11-27")] // all of it on one day, as the check in the middle of a month
    [InlineData("2026-11-27T18:00", "2026-11-27T10:00", "")] // opens on the day itself
    [InlineData("2026-11-29T18:00", "2026-11-28T10:00", "")] // opens on a Saturday, due on the Sunday
    [InlineData("2026-11-27T09:00", "2026-11-01T00:00", "SevenDays 11-19, ThreeDays 11-23, OneDay 11-25, DueDay 11-26")] // at 09:00 it is too late to be told at 09:00
    [InlineData("2026-11-27T09:01", "2026-11-01T00:00", "SevenDays 11-20, ThreeDays 11-24, OneDay 11-26, DueDay 11-27")]
    [InlineData("2026-11-28T00:00", "2026-11-01T00:00", "SevenDays 11-20, ThreeDays 11-24, OneDay 11-26, DueDay 11-27")] // midnight ends the Friday
    public void Plan_BeforeTheEnd(string due, string opens, string expected) =>
        Assert.Equal(expected, Text(Plan(due, opens).Where(p => p.Stage <= DueDay)));

    [Fact]
    public void Plan_WhatEndsWhenItIsDue_IsNeverOverdue() =>
        Assert.Equal(
            "SevenDays 11-20, ThreeDays 11-24, OneDay 11-26, DueDay 11-27",
            Text(ReminderRules.Plan(new(Opened, Utc("2026-11-27T18:00"), Utc("2026-11-27T18:00")), TimeZoneInfo.Utc, WorkCalendar.Weekdays, ReminderSettings.Default)));

    [Fact]
    public void Plan_HolidaysAndWorkedWeekends_MoveIt()
    {
        var calendar = new WorkCalendar([new(new(2026, 11, 27), false), new(new(2026, 11, 28), true), new(new(2026, 12, 1), false)]);

        Assert.Equal(
            "SevenDays 11-20, ThreeDays 11-24, DueDay 11-26, FirstOverdue 11-30, SecondOverdue 12-03, ThirdOverdue 12-07, Manager 12-09",
            Text(ReminderRules.Plan(new(Opened, Utc("2026-11-27T18:00")), TimeZoneInfo.Utc, calendar, ReminderSettings.Default)));
    }

    [Fact]
    public void Plan_IsInTheReadersOwnDays()
    {
        // 18:00 in UTC is two in the morning of the next day in Shanghai: told at 09:00 of the Friday
        Assert.Equal(new DateOnly(2026, 11, 27), ReminderRules.DueDay(Utc("2026-11-27T18:00"), Shanghai));
        Assert.Equal(new DateOnly(2026, 11, 28), ReminderRules.DueDay(Utc("2026-11-28T02:00"), Shanghai));
        Assert.Equal(new DateOnly(2026, 11, 27), ReminderRules.DueDay(Utc("2026-11-27T18:00"), TimeZoneInfo.FindSystemTimeZoneById("America/New_York")));
    }

    [Fact]
    public void Plan_SettingsOfACycle_LeaveStagesOut()
    {
        var some = ReminderRules.Plan(new(Opened, Utc("2026-11-27T18:00")), TimeZoneInfo.Utc, WorkCalendar.Weekdays, new(false, [SevenDays, Manager]));

        Assert.Equal([ThreeDays, OneDay, DueDay, FirstOverdue, SecondOverdue, ThirdOverdue], some.Select(p => p.Stage));
        Assert.Empty(ReminderRules.Plan(new(Opened, Utc("2026-11-27T18:00")), TimeZoneInfo.Utc, WorkCalendar.Weekdays, new(true, [])));
    }

    [Fact]
    public void DueOn_DaysThePortalStoodStill_AreMadeUpForOnce()
    {
        var plan = Plan("2026-11-27T18:00");

        Assert.Equal(ThreeDays, ReminderRules.DueOn(new(2026, 11, 25), plan, []));
        Assert.Null(ReminderRules.DueOn(new(2026, 11, 25), plan, [new(ThreeDays, new(2026, 11, 25))]));
        Assert.Null(ReminderRules.DueOn(new(2026, 11, 19), plan, []));
    }

    [Fact]
    public void DueOn_AMovedDate_IsPlannedAnewAndNothingIsSentTwice()
    {
        SentStage[] sent = [new(SevenDays, new(2026, 11, 20)), new(ThreeDays, new(2026, 11, 24))];
        var later = Plan("2026-12-11T18:00");

        Assert.Equal("OneDay 12-10, DueDay 12-11", Text(Walk(later, sent, "2026-11-25", "2026-12-11")));
        Assert.Equal("DueDay 11-25", Text(Walk(Plan("2026-11-25T18:00"), sent, "2026-11-25", "2026-11-25")));
    }

    [Fact]
    public void DueOn_TheManager_IsToldOnlyAfterThePerson()
    {
        var plan = Plan("2026-11-27T18:00");

        Assert.Equal("ThirdOverdue 12-16, Manager 12-17", Text(Walk(plan, [], "2026-12-16", "2026-12-31")));
        Assert.Equal("Manager 12-16", Text(Walk(plan, [new(DueDay, new(2026, 11, 27))], "2026-12-16", "2026-12-31")));
    }

    /// <summary>Whatever the dates, zones and holidays: the promises hold.</summary>
    [Fact]
    public void Plan_AlwaysKeepsItsPromises()
    {
        var random = new Random(20261122);
        string[] zones = ["UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Asia/Kathmandu"];
        for (var run = 0; run < 3000; run++)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(zones[random.Next(zones.Length)]);
            var start = new DateOnly(2026, 1, 1).AddDays(random.Next(365));
            var calendar = new WorkCalendar([.. Enumerable.Range(0, 12).Select(_ => new WorkException(start.AddDays(random.Next(60)), random.Next(3) == 0)).DistinctBy(e => e.Date)]);
            var opens = start.ToDateTime(new TimeOnly(random.Next(24), random.Next(60)), DateTimeKind.Utc);
            var task = new ReminderDates(opens, opens.AddMinutes(random.Next(60 * 24 * 40)));

            var plan = ReminderRules.Plan(task, zone, calendar, ReminderSettings.Default);

            Assert.Equal(plan.Count, plan.Select(p => p.Day).Distinct().Count());
            Assert.Equal(plan.OrderBy(p => p.Stage), plan);
            Assert.All(plan, p => Assert.True(calendar.IsWorkingDay(p.Day)));
            Assert.All(plan, p => Assert.True(p.Stage == DueDay ? At(p.Day, zone) >= opens : At(p.Day, zone) > opens));
            Assert.All(plan.Where(p => p.Stage <= DueDay), p => Assert.True(At(p.Day, zone) < task.DueAt));
            Assert.All(plan.Where(p => p.Stage > DueDay), p => Assert.True(At(p.Day, zone) > task.DueAt));
            Assert.True(plan.Count(p => p.Stage > DueDay) is 4);

            // walked day by day, with the date moved in between: each stage once, one a day
            var sent = new List<SentStage>();
            for (var day = start; day < start.AddDays(70); day = day.AddDays(1))
            {
                if (random.Next(15) == 0)
                {
                    task = task with { DueAt = task.DueAt.AddDays(random.Next(9) - 3) };
                    plan = ReminderRules.Plan(task, zone, calendar, ReminderSettings.Default);
                }

                if (ReminderRules.DueOn(day, plan, sent) is { } stage)
                {
                    Assert.DoesNotContain(sent, s => s.Stage == stage || s.Day == day);
                    sent.Add(new(stage, day));
                }
            }
        }
    }

    private static DateTime At(DateOnly day, TimeZoneInfo zone) => ZoneTime.OpensAt(day.ToDateTime(DigestTime.Usual), zone);

    private static IEnumerable<PlannedReminder> Walk(IReadOnlyList<PlannedReminder> plan, IEnumerable<SentStage> before, string from, string until)
    {
        var sent = before.ToList();
        for (var day = Day(from); day <= Day(until); day = day.AddDays(1))
        {
            if (ReminderRules.DueOn(day, plan, sent) is { } stage)
            {
                sent.Add(new(stage, day));
                yield return new(stage, day);
            }
        }
    }

    private static IReadOnlyList<PlannedReminder> Plan(string due, string opens = "2026-11-01T00:00") =>
        ReminderRules.Plan(new(Utc(opens), Utc(due)), TimeZoneInfo.Utc, WorkCalendar.Weekdays, ReminderSettings.Default);

    private static string Text(IEnumerable<PlannedReminder> plan) => string.Join(", ", plan.Select(p => $"{p.Stage} {p.Day.ToString("MM-dd", CultureInfo.InvariantCulture)}"));

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
