using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Cycles.Progress;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Notifications.Webhooks;

namespace StarPortal.Web.Tests.Cycles;

/// <summary>Team chats are told on the working day before that a phase closes: once, whoever looks, and anew when the date is moved.</summary>
public sealed class PhaseEndingsJobTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Ending_IsToldOnce_ByManyProgramsAtOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var friday = await StageAsync(portal);
        await GoAsync(portal, friday.AddDays(-1).AddHours(8));
        await RunAsync(portal, times: 1);
        Assert.Empty(await ToldAsync(portal));

        await GoAsync(portal, friday.AddDays(-1).AddHours(9));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RunAsync(portal, times: 2), Stop)));
        await GoAsync(portal, friday.AddHours(9));
        await RunAsync(portal, times: 1);

        var told = Assert.Single(await ToldAsync(portal));
        var sentence = portal.Get<AnnouncementSentences>().Write("1", OutboxMessage.AnnouncementOf(told)!, "en-US", portal.Now).Text;
        Assert.Matches("^November: the phase “Self review” closes on .+[0-9]\\.$", sentence.Split('\n')[0]);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Ending_ThatIsMoved_IsToldAgainBeforeItsNewDay(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var friday = await StageAsync(portal);
        await GoAsync(portal, friday.AddDays(-1).AddHours(9));
        await RunAsync(portal, times: 1);

        await CloseAtAsync(portal, friday.AddDays(3).AddHours(18));
        await RunAsync(portal, times: 1);
        Assert.Single(await ToldAsync(portal));

        // the Monday is told on the Friday
        await GoAsync(portal, friday.AddHours(9));
        await RunAsync(portal, times: 2);
        Assert.Equal(2, (await ToldAsync(portal)).Count);

        // by some minutes only: nothing new
        await CloseAtAsync(portal, friday.AddDays(3).AddHours(17));
        await RunAsync(portal, times: 1);
        Assert.Equal(2, (await ToldAsync(portal)).Count);
    }

    [Fact]
    public async Task Ending_OfWhatIsOverOrWantedByNobody_IsNotTold()
    {
        await using var portal = await TestPortal.CreateAsync();
        var friday = await StageAsync(portal, MovePhase.PhaseOpened);
        await GoAsync(portal, friday.AddDays(-1).AddHours(9));
        await RunAsync(portal, times: 1);
        Assert.Empty(await ToldAsync(portal));

        await using var db = portal.Open();
        db.Webhooks.Add(Hook(PhaseEndingsJob.PhaseCloses, portal.Now));
        await db.SaveChangesAsync(Stop);
        await db.Cycles.ExecuteUpdateAsync(s => s.SetProperty(c => c.State, CycleState.Cancelled), Stop);
        await RunAsync(portal, times: 1);
        Assert.Empty(await ToldAsync(portal));
    }

    /// <summary>Self reviews close on a Friday at 18:00 UTC; a chat wants to know.</summary>
    private static async Task<DateTime> StageAsync(TestPortal portal, string kind = PhaseEndingsJob.PhaseCloses)
    {
        await portal.AddEmployeeAsync("Ann");
        await portal.RunningAsync();
        var friday = portal.Now.Date.AddDays(7);
        while (friday.DayOfWeek != DayOfWeek.Friday)
        {
            friday = friday.AddDays(1);
        }

        await using var db = portal.Open();
        db.Webhooks.Add(Hook(kind, portal.Now));
        await db.SaveChangesAsync(Stop);
        await db.Cycles.ExecuteUpdateAsync(s => s.SetProperty(c => c.TimeZone, "UTC"), Stop);
        await db.CyclePhases.Where(p => p.Kind == PhaseKind.SelfReview)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.State, PhaseState.Open).SetProperty(p => p.OpensAt, portal.Now.AddDays(-1)), Stop);
        await CloseAtAsync(portal, friday.AddHours(18));
        return friday;
    }

    private static Webhook Hook(string kind, DateTime now) => new(new WebhookWish("Chat", WebhookFormat.WeCom, "", "", "en-US", [kind], true), "chat.example", "url", null, now);

    private static async Task CloseAtAsync(TestPortal portal, DateTime at)
    {
        await using var db = portal.Open();
        await db.CyclePhases.Where(p => p.Kind == PhaseKind.SelfReview).ExecuteUpdateAsync(s => s.SetProperty(p => p.ClosesAt, DateTime.SpecifyKind(at, DateTimeKind.Utc)), Stop);
    }

    private static Task GoAsync(TestPortal portal, DateTime at)
    {
        portal.Clock.Advance(at - portal.Now);
        return Task.CompletedTask;
    }

    private static async Task RunAsync(TestPortal portal, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await new PhaseEndingsJob(portal.Get<IDbContextFactory<PortalDbContext>>(), new JobReport(), portal.Clock).RunAsync(Stop);
        }
    }

    private static async Task<List<string?>> ToldAsync(TestPortal portal)
    {
        await using var db = portal.Open();
        return await db.Outbox.AsNoTracking().Where(m => m.Kind == PhaseEndingsJob.PhaseCloses).Select(m => m.Content).ToListAsync(Stop);
    }
}
