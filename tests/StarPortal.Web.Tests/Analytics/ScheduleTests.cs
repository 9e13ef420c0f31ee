using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Documents;
using StarPortal.Domain.People;
using StarPortal.Web.Features.Analytics.Schedules;
using StarPortal.Web.Features.Documents;
using StarPortal.Web.Features.Documents.Batches;

namespace StarPortal.Web.Tests.Analytics;

public sealed class ScheduleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Schedule_AfterRelease_GivesEachReaderOneCopyHoweverOftenItRuns(Provider provider)
    {
        await using var portal = await PortalAsync(provider);
        // made before the release, for the manager and for somebody who leads nobody in the cycle
        var (mia, otto) = await TeamAsync(portal);
        await using (var db = portal.Open())
        {
            db.ReportSchedules.Add(ReportSchedule.Make(ReportKind.Team, new ReportTiming(ReportOccasion.AfterRelease, 0), PaperSize.A4, [mia, otto], Actors.Hr, portal.Now.AddDays(-1)).Value);
            await db.SaveChangesAsync(Stop);
        }

        await Task.WhenAll(portal.Get<PlanReports>().RunAsync(Stop), portal.Get<PlanReports>().RunAsync(Stop));
        await Task.WhenAll(portal.Get<StoreReports>().RunAsync(Stop), portal.Get<StoreReports>().RunAsync(Stop));
        Assert.Equal(0, await portal.Get<PlanReports>().RunAsync(Stop));
        await portal.Get<StoreReports>().RunAsync(Stop);

        await using var read = portal.Open();
        var stored = await read.StoredReports.AsNoTracking().OrderBy(r => r.Id).ToListAsync(Stop);
        Assert.Equal(2, stored.Count);
        Assert.All(stored, r => Assert.True(r.HasFile, r.FailureCode));
        Assert.Equal(2, await read.Notifications.CountAsync(n => n.Kind == StoreReports.Ready, Stop));

        var own = stored.Single(r => r.EmployeeId == mia);
        var opening = portal.Get<OpenStoredReport>();
        var reader = new Actor(1, mia, "Mia", Roles.Employee);
        Assert.True((await opening.RunAsync(own.Id, reader, Stop)).Succeeded);
        Assert.True((await opening.RunAsync(own.Id, reader with { EmployeeId = otto }, Stop)).Failed);
        Assert.True((await opening.RunAsync(own.Id, Actors.Hr, Stop)).Failed);

        // after its time the file is gone
        portal.Clock.Advance(TimeSpan.FromDays(15));
        Assert.True((await opening.RunAsync(own.Id, reader, Stop)).Failed);
        Assert.Equal(2, await portal.Get<StoreReports>().ExpireAsync(Stop));
        Assert.Null(portal.Get<ReportFiles>().Open(own.FileToken));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Schedule_ForSomebodyWithoutTheRight_IsRefused_AndNotMadeWhenItWasTakenAway(Provider provider)
    {
        await using var portal = await PortalAsync(provider);
        var (mia, _) = await TeamAsync(portal);
        var make = portal.Get<MakeSchedule>();
        var timing = new ReportTiming(ReportOccasion.AfterRelease, 0);

        Assert.True((await make.RunAsync(new ScheduleCommand(ReportKind.Cycle, timing, PaperSize.A4, [mia]), Actors.Hr, Stop)).Error.Is(ReportErrors.MayNotRead));
        Assert.True((await make.RunAsync(new ScheduleCommand(ReportKind.Team, timing, PaperSize.A4, [mia]), Actors.Administrator, Stop)).Error.Is(SharedErrors.NotAllowed));
        Assert.True((await make.RunAsync(new ScheduleCommand(ReportKind.Team, timing, PaperSize.A4, [mia]), Actors.Hr, Stop)).Succeeded);
        await using (var db = portal.Open())
        {
            db.ReportSchedules.Add(ReportSchedule.Make(ReportKind.Cycle, timing, PaperSize.A4, [mia], Actors.Hr, portal.Now.AddDays(-1)).Value);
            await db.SaveChangesAsync(Stop);
        }

        await portal.Get<PlanReports>().RunAsync(Stop);
        Assert.Equal(0, await portal.Get<StoreReports>().RunAsync(Stop));

        await using var read = portal.Open();
        var stored = await read.StoredReports.AsNoTracking().SingleAsync(Stop);
        Assert.Equal((false, "Analytics.MayNotRead"), (stored.HasFile, stored.FailureCode));
        Assert.Equal(0, await read.Notifications.CountAsync(n => n.Kind == StoreReports.Ready, Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Schedule_Weekly_IsDueOnceAWeekAndNotForDaysBeforeIt(Provider provider)
    {
        await using var portal = await PortalAsync(provider);
        var (mia, _) = await TeamAsync(portal);
        Assert.True((await portal.Get<MakeSchedule>().RunAsync(new ScheduleCommand(ReportKind.Team, new ReportTiming(ReportOccasion.Weekly, 1), PaperSize.A4, [mia]), Actors.Hr, Stop)).Succeeded);

        Assert.Equal(0, await portal.Get<PlanReports>().RunAsync(Stop));
        var planned = 0;
        for (var day = 0; day < 21; day++)
        {
            portal.Clock.Advance(TimeSpan.FromDays(1));
            planned += await portal.Get<PlanReports>().RunAsync(Stop);
        }

        Assert.Equal(3, planned);
    }

    private static async Task<(int Mia, int Otto)> TeamAsync(TestPortal portal)
    {
        var story = await ReportStory.CreateAsync(portal);
        await using var db = portal.Open();
        foreach (var person in (Employee[])[story.Results.Manager, story.Results.OtherManager])
        {
            var account = Account.ForEmail($"{person.Number}@example.org", person.Name, Roles.Employee);
            account.EmployeeId = person.Id;
            db.Users.Add(account);
        }

        await db.SaveChangesAsync(Stop);
        return (story.Results.Manager.Id, story.Results.OtherManager.Id);
    }

    private static Task<TestPortal> PortalAsync(Provider provider) => TestPortal.CreateAsync(provider, s => s.Replace(ServiceDescriptor.Singleton<IDocumentPrinter>(new Paper())));

    private sealed class Paper : IDocumentPrinter
    {
        public PrinterStatus Status { get; } = new(true, "");

        public Task<Result<byte[]>> PrintAsync(string html, CancellationToken cancellation) => Task.FromResult<Result<byte[]>>("%PDF"u8.ToArray());
    }
}
