using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Tests.Audit;

public sealed class CheckAuditJobTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Check_NightByNight_ReadsOnFromWhereItWasSound(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await WriteAsync(portal, 10);
        Assert.Equal(10, await RunAsync(portal));

        await WriteAsync(portal, 3);
        portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(3, await RunAsync(portal));

        portal.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(13, await RunAsync(portal));
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(portal));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Check_OfABrokenChain_IsAnAlarmUntilItIsSoundAgain(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var administrator = await portal.AddEmployeeAsync("Adam");
        await using var db = portal.Open();
        var account = Account.ForEmployee(administrator);
        account.Roles = Roles.Employee | Roles.Administrator;
        db.Users.Add(account);
        db.Webhooks.Add(new Webhook(new WebhookWish("Chat", WebhookFormat.WeCom, "", "", "en-US", ["Audit.ChainBroken"], true), "chat.example", "url", null, portal.Now));
        await db.SaveChangesAsync(Stop);
        await WriteAsync(portal, 10);
        await RunAsync(portal);
        await WriteAsync(portal, 5);
        portal.Clock.Advance(TimeSpan.FromDays(1));
        await db.AuditEntries.Where(e => e.Sequence == 12).ExecuteUpdateAsync(s => s.SetProperty(e => e.Reason, "forged"), Stop);

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(portal));
        Assert.Equal(HealthStatus.Degraded, await HealthAsync(portal));
        Assert.Equal(administrator.Id, (await db.Notifications.SingleAsync(n => n.Kind == "Audit.ChainBroken", Stop)).EmployeeId);

        // found again, from the beginning, as long as it is there
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(portal));
        Assert.Equal(OutboxChannel.Webhook, (await db.Outbox.AsNoTracking().SingleAsync(m => m.Kind == "Audit.ChainBroken", Stop)).Channel);
        await db.AuditEntries.Where(e => e.Sequence == 12).ExecuteUpdateAsync(s => s.SetProperty(e => e.Reason, ""), Stop);
        Assert.Equal(15, await RunAsync(portal));
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(portal));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Check_WhenTheLastSoundEntryWasExchanged_ReadsTheWhole(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await WriteAsync(portal, 10);
        await RunAsync(portal);
        await using var db = portal.Open();
        await db.AuditEntries.Where(e => e.Sequence == 10).ExecuteUpdateAsync(s => s.SetProperty(e => e.Hash, new string('0', 64)), Stop);
        portal.Clock.Advance(TimeSpan.FromDays(1));

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(portal));
    }

    private static async Task WriteAsync(TestPortal portal, int entries)
    {
        await using var db = portal.Open();
        for (var i = 0; i < entries; i++)
        {
            db.Audit(Actors.Hr, new AuditNote("Templates.Created", "Template", i), portal.Now);
        }

        await db.SaveChangesAsync(Stop);
    }

    private static async Task<long> RunAsync(TestPortal portal)
    {
        await using var scope = portal.Get<IServiceScopeFactory>().CreateAsyncScope();
        await scope.ServiceProvider.GetServices<IRecurringJob>().Single(j => j.Name == "AuditCheck").RunAsync(Stop);
        return scope.ServiceProvider.GetRequiredService<JobReport>().Counts.GetValueOrDefault("Entries");
    }

    private static async Task<HealthStatus> HealthAsync(TestPortal portal) =>
        (await portal.Get<HealthCheckService>().CheckHealthAsync(r => r.Name == "audit", Stop)).Status;
}
