using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StarPortal.Data;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Jobs.Acts;
using StarPortal.Web.Features.Notifications;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Tests.Jobs;

public sealed class LongTaskTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Task_OfAnUnknownKind_FailsByName(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var id = await QueueAsync(portal);

        Assert.True(await portal.Get<LongTaskWork>().RunNextAsync(Stop));

        var status = await portal.Get<LongTaskQueries>().FindAsync(id, Actors.Hr, Stop);
        Assert.Equal((LongTaskState.Failed, "Jobs.UnknownKind"), (status!.State, status.FailureCode));
        Assert.False(await portal.Get<LongTaskWork>().RunNextAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Task_HeldByAnotherNode_IsTakenOnlyAfterItsLease(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await QueueAsync(portal);
        await HoldAsync(portal, "other/1/x");
        var work = portal.Get<LongTaskWork>();
        Assert.False(await work.RunNextAsync(Stop));

        portal.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.True(await work.RunNextAsync(Stop));
    }

    [Theory, InlineData("CloseCycle"), InlineData("ReopenCycle")]
    public async Task Closing_ThatWaitsOrRuns_CannotBeCancelled(string kind)
    {
        await using var portal = await TestPortal.CreateAsync();
        int id;
        await using (var db = portal.Open())
        {
            var task = new LongTask(kind, 1, "", Actors.Hr, portal.Now);
            db.LongTasks.Add(task);
            await db.SaveChangesAsync(Stop);
            id = task.Id;
        }

        var waiting = await portal.Get<CancelLongTask>().RunAsync(id, Actors.Hr, Stop);
        await HoldAsync(portal, "other/1/x");
        var running = await portal.Get<CancelLongTask>().RunAsync(id, Actors.Hr, Stop);

        Assert.Equal((JobErrors.NotCancellable, JobErrors.NotCancellable), (waiting.Error, running.Error));
    }

    [Theory, InlineData("en-US", "Close a cycle"), InlineData("zh-CN", "结束周期")]
    public async Task Notice_OfAFailedTask_NamesItInTheReadersWords(string language, string label)
    {
        await using var portal = await TestPortal.CreateAsync();
        using var reading = Reading.In(language);

        var sentence = portal.Get<NoticeSentences>().Of("Jobs.Failed", ["CloseCycle"], new Formats(portal.Clock));

        Assert.Contains(label, sentence, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Task_CutOffOnSqlite_IsTakenAtTheNextStart()
    {
        await using var portal = await TestPortal.CreateAsync();
        await QueueAsync(portal);
        await HoldAsync(portal, "before/1/x");
        var work = portal.Get<LongTaskWork>();

        await work.ReclaimAsync(Stop);

        Assert.True(await work.RunNextAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Task_InterruptedTooOften_IsGivenUpAndToldOnce(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var id = await QueueAsync(portal);
        for (var i = 0; i <= LongTask.MostInterruptions; i++)
        {
            await HoldAsync(portal, $"other/{i}/x");
        }

        portal.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.False(await portal.Get<LongTaskWork>().RunNextAsync(Stop));
        Assert.False(await portal.Get<LongTaskWork>().RunNextAsync(Stop));

        await using var db = portal.Open();
        var task = await db.LongTasks.SingleAsync(t => t.Id == id, Stop);
        Assert.Equal((LongTaskState.Failed, "Jobs.GivenUp"), (task.State, task.FailureCode));
        var run = await db.JobRuns.SingleAsync(r => r.TaskId == id, Stop);
        Assert.Equal((JobOutcome.Failed, "Jobs.GivenUp", task.Reference), (run.Outcome, run.FailureCode, run.Reference));
        Assert.NotEqual("", task.Reference);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Task_TakenByManyAtOnce_IsCarriedOutByOne(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await QueueAsync(portal);
        var nodes = Enumerable.Range(0, 6).Select(_ => new LongTaskWork(
            portal.Get<IDbContextFactory<PortalDbContext>>(), portal.Get<IServiceScopeFactory>(), portal.Get<AdministratorAlarm>(), new NodeName(), new TaskBoard(), portal.Clock, NullLogger<LongTaskWork>.Instance)).ToList();

        var taken = await Task.WhenAll(nodes.Select(n => Task.Run(() => n.RunNextAsync(Stop), Stop)));

        Assert.Equal(1, taken.Count(t => t));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Progress_AfterTheLeaseIsLost_StopsTheWork(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var id = await QueueAsync(portal);
        await HoldAsync(portal, "other/1/x");
        var progress = new TaskProgress(portal.Get<IDbContextFactory<PortalDbContext>>(), portal.Clock, id, "me/1/y");

        await Assert.ThrowsAsync<LeaseLostException>(() => progress.ReportAsync(1, 2, Stop));
    }

    [Fact]
    public async Task Status_OfSomebodyElsesTask_IsNotShown()
    {
        await using var portal = await TestPortal.CreateAsync();
        var ann = await portal.AddEmployeeAsync("Ann");
        var id = await QueueAsync(portal);

        Assert.Null(await portal.Get<LongTaskQueries>().FindAsync(id, Actors.Of(ann), Stop));
    }

    private static async Task<int> QueueAsync(TestPortal portal)
    {
        await using var db = portal.Open();
        var task = new LongTask("Nothing", 1, "", Actors.Hr, portal.Now);
        db.LongTasks.Add(task);
        await db.SaveChangesAsync(Stop);
        return task.Id;
    }

    private static async Task HoldAsync(TestPortal portal, string owner)
    {
        await using var db = portal.Open();
        (await db.LongTasks.SingleAsync(Stop)).Take(owner, portal.Now.AddSeconds(30));
        await db.SaveChangesAsync(Stop);
    }
}
