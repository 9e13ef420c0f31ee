using Microsoft.EntityFrameworkCore;
using StarPortal.Data.Calendar;
using StarPortal.Domain;
using StarPortal.Domain.Calendar;
using StarPortal.Web.Features.Calendar;

namespace StarPortal.Web.Tests.Calendar;

public sealed class KeepDaysTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Days_AreKept_ByHrOnly_AndOfTwoWhoEditTheSecondIsTold(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var days = portal.Get<KeepDays>();
        var entry = new CalendarEntry(new(2027, 1, 1), CalendarDayKind.Off, "New Year", "元旦");
        Assert.Equal(SharedErrors.NotAllowed, (await days.RunAsync(new(null, 0, entry), Actors.Administrator, Stop)).Error);
        Assert.True((await days.RunAsync(new(null, 0, entry), Actors.Hr, Stop)).Succeeded);
        Assert.Equal(CalendarErrors.DayKnown, (await days.RunAsync(new(null, 0, entry), Actors.Hr, Stop)).Error);
        var view = await portal.Get<CalendarQueries>().YearAsync(2027, Actors.Hr, Stop);
        var day = Assert.Single(view!.Days);

        Assert.True((await days.RunAsync(new(day.Id, day.Version, entry with { NameEn = "New Year’s Day" }), Actors.Hr, Stop)).Succeeded);
        Assert.Equal(SharedErrors.ChangedElsewhere, (await days.RunAsync(new(day.Id, day.Version, entry), Actors.Hr, Stop)).Error);
        Assert.Equal(SharedErrors.ChangedElsewhere, (await days.RemoveAsync(day.Id, day.Version, Actors.Hr, Stop)).Error);
        Assert.True((await days.RemoveAsync(day.Id, day.Version + 1, Actors.Hr, Stop)).Succeeded);
        Assert.Null(await portal.Get<CalendarQueries>().YearAsync(2027, Actors.Administrator, Stop));
        await using var db = portal.Open();
        Assert.Equal(["Calendar.DayAdded", "Calendar.DayChanged", "Calendar.DayRemoved"], await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Action).Where(a => a.StartsWith("Calendar")).ToListAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_IsAllOrNothing_AndMayBeRepeated(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var days = portal.Get<KeepDays>();
        var good = CalendarUpload.Read("date,kind,en,zh\n2026-10-01,off,National Day,国庆节\n2026-10-10,working,,补班\n"u8.ToArray(), "days.csv").Value;
        var bad = CalendarUpload.Read("date,kind,en,zh\n2026-10-02,off,National Day,\nnever,off,x,\n"u8.ToArray(), "days.csv").Value;

        Assert.True((await days.ImportAsync(bad, Actors.Hr, Stop)).Failed);
        Assert.Equal(2, (await days.ImportAsync(good, Actors.Hr, Stop)).Value);
        Assert.Equal(0, (await days.ImportAsync(good, Actors.Hr, Stop)).Value);

        await using var db = portal.Open();
        var calendar = await db.WorkCalendarAsync(Stop);
        Assert.False(calendar.IsWorkingDay(new(2026, 10, 1)));
        Assert.True(calendar.IsWorkingDay(new(2026, 10, 10)));
        Assert.Equal(2, calendar.Exceptions.Count);
        Assert.Equal(3, bad.Faults.Single().Line);
    }
}
