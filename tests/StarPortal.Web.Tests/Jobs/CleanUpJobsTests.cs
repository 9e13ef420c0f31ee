using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Identity;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Tests.Jobs;

/// <summary>What is removed after its time, and what stays.</summary>
public sealed class CleanUpJobsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Links_AMonthAfterTheyStoppedWorking_AreForgotten(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await using var db = portal.Open();
        var old = Link(LinkKind.Reset, daysAgo: 31.5);
        var stay = new[] { Link(LinkKind.Reset, daysAgo: 30.5), Link(LinkKind.Invitation, daysAgo: 40), Link(LinkKind.SetUp, daysAgo: 400), Link(LinkKind.Invitation, daysAgo: 0) };
        db.OneTimeLinks.AddRange([old, .. stay]);
        await db.SaveChangesAsync(Stop);

        Assert.Equal(1, await RunAsync(portal, "OneTimeLinks"));

        Assert.Equal(stay.Select(l => l.Id), await db.OneTimeLinks.AsNoTracking().OrderBy(l => l.Id).Select(l => l.Id).ToListAsync(Stop));
        Assert.Equal(0, await RunAsync(portal, "OneTimeLinks"));

        OneTimeLink Link(LinkKind kind, double daysAgo) => OneTimeLink.Create(kind, null, portal.Now.AddDays(-daysAgo)).Link;
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Notices_ReadAndAYearOld_AreForgottenHoweverMany(Provider provider)
    {
        const int many = 2_050;
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        await using var db = portal.Open();
        var old = Enumerable.Range(0, many).Select(i => Notice($"old:{i}", 366)).ToList();
        await db.WriteAsync(() => db.InsertAsync([.. old, Notice("unread", 366), Notice("fresh", 364)], null, Stop), Stop);
        await db.Notifications.Where(n => n.Key != "unread").ExecuteUpdateAsync(s => s.SetProperty(n => n.ReadAt, portal.Now), Stop);

        Assert.Equal(many, await RunAsync(portal, "ReadNotices"));

        Assert.Equal(["fresh", "unread"], await db.Notifications.OrderBy(n => n.Key).Select(n => n.Key).ToListAsync(Stop));

        Notification Notice(string key, int daysAgo) => new(ann.Id, new Notice("Test.CleanUp", key, "/"), portal.Now.AddDays(-daysAgo));
    }

    /// <returns>How much it says that it removed.</returns>
    private static async Task<long> RunAsync(TestPortal portal, string job)
    {
        var report = portal.Get<JobReport>();
        var before = report.Counts.GetValueOrDefault("Rows");
        await portal.Get<IEnumerable<IRecurringJob>>().Single(j => j.Name == job).RunAsync(Stop);
        return report.Counts.GetValueOrDefault("Rows") - before;
    }
}
