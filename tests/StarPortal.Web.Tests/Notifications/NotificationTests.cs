using StarPortal.Domain;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Notifications;

namespace StarPortal.Web.Tests.Notifications;

public sealed class NotificationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Notify_TheSameTwice_TellsOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        var bea = await portal.AddEmployeeAsync("Bea");
        for (var run = 0; run < 2; run++)
        {
            await using var db = portal.Open();
            db.Notify([ann.Id, bea.Id, ann.Id], new Notice("Test.Happened", "thing:1", "/reviews", "x"), portal.Now.AddMinutes(run));
            await db.SaveChangesAsync(Stop);
        }

        var queries = portal.Get<NotificationQueries>();
        var row = Assert.Single((await queries.MineAsync(Actors.Of(ann), onlyUnread: true, 1, Stop)).Rows);
        Assert.Equal(("Test.Happened", "/reviews", portal.Now), (row.Kind, row.Link, row.CreatedAt));
        Assert.Equal(["x"], row.Args);
        Assert.Equal(1, await queries.CountUnreadAsync(Actors.Of(bea), Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Notify_InAWriteThatFails_TellsNobody(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        await using (var db = portal.Open())
        {
            await db.WriteAsync(
                () =>
                {
                    db.Notify(ann.Id, new Notice("Test.Happened", "thing:1", "/reviews"), portal.Now);
                    return Task.FromResult<Result>(SharedErrors.ChangedElsewhere);
                },
                Stop);
            // nor with the next save of the same context
            await db.WriteAsync(() => Task.CompletedTask, Stop);
        }

        Assert.Equal(0, await portal.Get<NotificationQueries>().CountUnreadAsync(Actors.Of(ann), Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Read_OfWhatWasSeen_LeavesLaterAndOtherPeoplesUnread(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        var bea = await portal.AddEmployeeAsync("Bea");
        for (var i = 1; i <= 4; i++)
        {
            await using var db = portal.Open();
            db.Notify([ann.Id, bea.Id], new Notice("Test.Happened", $"thing:{i}", "/"), portal.Now.AddMinutes(i));
            await db.SaveChangesAsync(Stop);
        }

        var queries = portal.Get<NotificationQueries>();
        var mine = (await queries.MineAsync(Actors.Of(ann), false, 1, Stop)).Rows;
        var theirs = (await queries.MineAsync(Actors.Of(bea), false, 1, Stop)).Rows;
        await portal.Get<ReadNotifications>().UpToAsync(mine[1].Id, Actors.Of(ann), Stop);
        await portal.Get<ReadNotifications>().OneAsync(theirs[0].Id, Actors.Of(ann), Stop);

        Assert.Equal([false, true, true, true], (await queries.MineAsync(Actors.Of(ann), false, 1, Stop)).Rows.Select(r => r.IsRead));
        Assert.Equal(4, await queries.CountUnreadAsync(Actors.Of(bea), Stop));
    }

    [Fact]
    public async Task Mine_MoreThanAPage_ComesNewestFirst()
    {
        await using var portal = await TestPortal.CreateAsync();
        var ann = await portal.AddEmployeeAsync("Ann");
        await using (var db = portal.Open())
        {
            for (var i = 1; i <= NotificationQueries.PageSize + 3; i++)
            {
                db.Notify(ann.Id, new Notice("Test.Happened", $"thing:{i}", $"/{i}"), portal.Now.AddMinutes(i));
            }

            await db.SaveChangesAsync(Stop);
        }

        var second = await portal.Get<NotificationQueries>().MineAsync(Actors.Of(ann), false, 2, Stop);

        Assert.Equal(NotificationQueries.PageSize + 3, second.Total);
        Assert.Equal(["/3", "/2", "/1"], second.Rows.Select(r => r.Link));
    }
}
