using System.Globalization;
using StarPortal.Domain.Jobs;

namespace StarPortal.Domain.Tests.Jobs;

public sealed class JobScheduleTests
{
    private static readonly JobSchedule AtHalfPastTwo = JobSchedule.Daily(new TimeOnly(2, 30));

    /// <summary>Zones that jump at one, two or midnight, by an hour or by half of one, in both hemispheres, and one that left out a whole day.</summary>
    public static TheoryData<string, int> Zones { get; } = new()
    {
        { "Asia/Shanghai", 2026 },
        { "Europe/Berlin", 2026 },
        { "Europe/London", 2027 },
        { "America/New_York", 2026 },
        { "America/Sao_Paulo", 2018 },
        { "America/Santiago", 2026 },
        { "Australia/Lord_Howe", 2026 },
        { "Asia/Beirut", 2026 },
        { "Africa/Casablanca", 2026 },
        { "Asia/Kolkata", 2026 },
        { "UTC", 2026 },
    };

    [Theory, MemberData(nameof(Zones))]
    public void Daily_OverAWholeYear_RunsExactlyOnceOnEachDay(string zoneName, int year)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        foreach (var time in new TimeOnly[] { new(0, 0), new(0, 30), new(1, 30), new(2, 0), new(2, 30), new(3, 0), new(23, 59) })
        {
            var schedule = JobSchedule.Daily(time);
            var moment = schedule.MomentOn(new DateOnly(year, 1, 1), zone);
            for (var day = new DateOnly(year, 1, 2); day.Year == year; day = day.AddDays(1))
            {
                moment = schedule.NextAfter(moment, zone);
                Assert.Equal(day, DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(moment, zone)));
            }
        }
    }

    [Theory, MemberData(nameof(Zones))]
    public void Daily_LookedAtEveryFiveMinutes_IsTakenOnceADay(string zoneName, int year)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var now = new DateTime(year, 1, 1, 12, 0, 0, DateTimeKind.Utc);
        var state = new JobState("Nightly", now);
        var taken = new List<DateOnly>();
        for (; now.Year == year; now = now.AddMinutes(5))
        {
            if (state.IsDue(AtHalfPastTwo, zone, now))
            {
                state.Take(AtHalfPastTwo, zone, now);
                taken.Add(DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone)));
            }
        }

        Assert.Equal(taken.Count, taken.Distinct().Count());
        Assert.Equal(taken[^1].DayNumber - taken[0].DayNumber + 1, taken.Count);
        Assert.True(taken.Count >= 364);
    }

    [Theory]
    // jumped over: at the jump
    [InlineData("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00:00Z")]
    [InlineData("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T03:00:00Z")]
    // twice: the first
    [InlineData("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00Z")]
    [InlineData("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z")]
    // as on any day
    [InlineData("Europe/Berlin", "2026-03-29", "03:30", "2026-03-29T01:30:00Z")]
    [InlineData("Asia/Shanghai", "2026-03-29", "02:30", "2026-03-28T18:30:00Z")]
    public void Daily_OnADayOf23Or25Hours_HasOneMoment(string zone, string day, string time, string expected)
    {
        var schedule = JobSchedule.Daily(TimeOnly.Parse(time, CultureInfo.InvariantCulture));

        var moment = schedule.MomentOn(DateOnly.Parse(day, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(DateTime.Parse(expected, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), moment);
    }

    [Fact]
    public void Daily_AfterALongStop_IsMadeUpForOnce()
    {
        var now = new DateTime(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);
        var state = new JobState("Nightly", now);
        var later = now.AddDays(10);

        Assert.True(state.IsDue(AtHalfPastTwo, TimeZoneInfo.Utc, later));
        state.Take(AtHalfPastTwo, TimeZoneInfo.Utc, later);

        Assert.False(state.IsDue(AtHalfPastTwo, TimeZoneInfo.Utc, later));
        Assert.Equal(new DateTime(2026, 5, 12, 2, 30, 0, DateTimeKind.Utc), state.Next(AtHalfPastTwo, TimeZoneInfo.Utc, later));
    }

    [Fact]
    public void Daily_JustInstalled_DoesNotMakeUpForTheNightBefore()
    {
        var now = new DateTime(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);

        Assert.False(new JobState("Nightly", now).IsDue(AtHalfPastTwo, TimeZoneInfo.Utc, now));
    }

    [Fact]
    public void Paused_WhatWasDueMeanwhile_IsNotMadeUpFor()
    {
        var now = new DateTime(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);
        var state = new JobState("Nightly", now);
        Assert.True(state.Pause().Succeeded);
        Assert.True(state.Pause().Failed);
        Assert.False(state.IsDue(AtHalfPastTwo, TimeZoneInfo.Utc, now.AddDays(2)));

        Assert.True(state.Resume(now.AddDays(2)).Succeeded);

        Assert.False(state.IsDue(AtHalfPastTwo, TimeZoneInfo.Utc, now.AddDays(2)));
        Assert.True(state.IsDue(AtHalfPastTwo, TimeZoneInfo.Utc, now.AddDays(3)));
    }

    [Fact]
    public void Daily_ThatFails_IsTriedAgainThreeTimesAndThenTheNextDay()
    {
        var now = new DateTime(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);
        var state = new JobState("Nightly", now);
        var told = 0;
        var runs = 0;
        for (var at = now; at < now.AddDays(1); at = at.AddMinutes(1))
        {
            if (state.IsDue(AtHalfPastTwo, TimeZoneInfo.Utc, at))
            {
                state.Take(AtHalfPastTwo, TimeZoneInfo.Utc, at);
                told += state.Finish(new RunEnd("n", at, 1, JobOutcome.Failed), AtHalfPastTwo, at) ? 1 : 0;
                runs++;
            }
        }

        Assert.Equal((1 + JobState.MostRetries, 1), (runs, told));
    }

    [Fact]
    public void Run_ThatIsWanted_RunsAlsoWhenPausedAndOnlyOnce()
    {
        var now = new DateTime(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);
        var state = new JobState("Nightly", now);
        state.Pause();

        Assert.True(state.RequestRun(now).Succeeded);
        Assert.True(state.RequestRun(now).Failed);

        Assert.True(state.IsDue(AtHalfPastTwo, TimeZoneInfo.Utc, now));
        Assert.Equal(JobCause.Person, state.Take(AtHalfPastTwo, TimeZoneInfo.Utc, now));
        Assert.False(state.IsDue(AtHalfPastTwo, TimeZoneInfo.Utc, now));
    }
}
