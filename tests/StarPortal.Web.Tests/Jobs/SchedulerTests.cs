using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs.Acts;

namespace StarPortal.Web.Tests.Jobs;

/// <summary>The scheduler itself, on both databases, with one node and with two.</summary>
public sealed class SchedulerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Interval_OfAJob_TicksAndTellsWhatItDid(Provider provider)
    {
        await using var stage = await SchedulerStage.CreateAsync(provider);
        stage.Schedule = JobSchedule.Every(TimeSpan.FromSeconds(1));
        stage.Tick = report =>
        {
            report.Add("Rows", 3);
            return Task.CompletedTask;
        };
        await stage.StartNodeAsync();

        await SchedulerStage.UntilAsync(async () =>
        {
            await using var db = stage.Open();
            return await db.JobRuns.CountAsync(r => r.Name == "Test" && r.Outcome == JobOutcome.Succeeded && r.Counts == "{\"Rows\":3}", Stop) >= 3;
        });
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Health_OfANodeThatRunsJobs_IsReadyOnceTheyRun(Provider provider)
    {
        await using var stage = await SchedulerStage.CreateAsync(provider);
        var node = await stage.StartNodeAsync();
        using var client = new HttpClient { BaseAddress = new Uri(node.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };

        await SchedulerStage.UntilAsync(async () =>
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Stop);
            return answer.StatusCode == HttpStatusCode.OK;
        });
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Tasks_QueuedAtOnce_AreCarriedOutTwoAtATimeAndOnceEach(Provider provider)
    {
        await using var stage = await SchedulerStage.CreateAsync(provider);
        var (now, most) = (0, 0);
        stage.Work = async (_, progress, stop) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await progress.ReportAsync(1, 2, stop);
            await Task.Delay(300, stop);
            Interlocked.Decrement(ref now);
            return Result.Ok;
        };
        await stage.StartNodeAsync();
        for (var i = 1; i <= 6; i++)
        {
            await stage.QueueAsync(i);
        }

        await SchedulerStage.UntilAsync(async () =>
        {
            await using var db = stage.Open();
            return await db.LongTasks.AllAsync(t => t.State == LongTaskState.Succeeded, Stop);
        });

        Assert.Equal((6, 2), (stage.Log.Count(l => l.StartsWith("task", StringComparison.Ordinal)), most));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Run_WantedByTwoAtOnce_HappensOnce(Provider provider)
    {
        await using var stage = await SchedulerStage.CreateAsync(provider);
        stage.Schedule = JobSchedule.Daily(TimeOnly.FromDateTime(DateTime.UtcNow.AddHours(20)));
        var node = await stage.StartNodeAsync();
        await SchedulerStage.UntilAsync(async () =>
        {
            await using var db = stage.Open();
            return await db.JobStates.AnyAsync(s => s.Name == "Test", Stop);
        });
        Task<Result> WantAsync() => node.Services.CreateScope().ServiceProvider.GetRequiredService<RunJobNow>().RunAsync("Test", Actors.Hr, Stop);

        var answers = await Task.WhenAll(WantAsync(), WantAsync());

        // a second wish is taken only when the first was taken up already
        var wanted = answers.Count(a => a.Succeeded);
        Assert.InRange(wanted, 1, 2);
        await SchedulerStage.UntilAsync(async () =>
        {
            await using var db = stage.Open();
            return await db.JobRuns.CountAsync(r => r.Name == "Test" && r.Cause == JobCause.Person, Stop) == wanted;
        });
        await Task.Delay(3000, Stop);
        Assert.Equal(wanted, stage.Log.Count);
    }

    [Fact]
    public async Task Saves_WhileJobsTickAndTasksRun_AreNeverRefused()
    {
        await using var stage = await SchedulerStage.CreateAsync(Provider.Sqlite);
        stage.Schedule = JobSchedule.Every(TimeSpan.FromSeconds(1));
        stage.Work = async (_, progress, stop) =>
        {
            for (var i = 0; i < 20; i++)
            {
                await progress.ReportAsync(i, 20, stop);
            }

            return Result.Ok;
        };
        var node = await stage.StartNodeAsync();
        var factory = node.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        var saves = 0;
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(12));
        var savers = Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await using var db = await factory.CreateDbContextAsync(Stop);
                db.LongTasks.Add(new LongTask("Test", n, "", Actors.Hr, DateTime.UtcNow));
                await db.SaveChangesAsync(Stop);
                Interlocked.Increment(ref saves);
                await Task.Delay(5, Stop);
            }
        }, Stop)).ToList();

        // throws what a save threw
        await Task.WhenAll(savers);

        Assert.True(saves > 200, $"only {saves} saves");
        Assert.True(stage.Log.Count(l => l == "tick") >= 5);
        await using var check = stage.Open();
        Assert.False(await check.JobRuns.AnyAsync(r => r.Outcome == JobOutcome.Failed || r.Outcome == JobOutcome.WillRetry, Stop));
        Assert.Equal("ok", (await check.Database.SqlQuery<string>($"SELECT integrity_check AS \"Value\" FROM pragma_integrity_check").ToListAsync(Stop)).Single());
    }

    [Fact]
    public async Task TwoNodes_StartedAtOnceOnOneDatabase_RunEachTickAndTaskOnce()
    {
        Assert.SkipWhen(TestDatabase.PostgresServer is null, "needs PostgreSQL");
        await using var stage = await SchedulerStage.CreateAsync(Provider.Postgres);
        // whole minutes, as schedules are written: the database keeps no finer moments than microseconds
        var due = TimeZoneInfo.ConvertTimeFromUtc(DateTime.UtcNow.AddMinutes(-1), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        stage.Schedule = JobSchedule.Daily(new TimeOnly(due.Hour, due.Minute));
        stage.Work = async (_, _, stop) =>
        {
            await Task.Delay(100, stop);
            return Result.Ok;
        };
        await Task.WhenAll(stage.StartNodeAsync(), stage.StartNodeAsync());
        await SchedulerStage.UntilAsync(async () =>
        {
            await using var db = stage.Open();
            return await db.JobStates.AnyAsync(s => s.Name == "Test", Stop);
        });
        await using (var db = stage.Open())
        {
            // as if the jobs had been known for long: the moment of a minute ago is due
            await db.Database.ExecuteSqlAsync($"""UPDATE "JobStates" SET "KnownSince" = {DateTime.UtcNow.AddDays(-2)} WHERE "Name" = 'Test'""", Stop);
        }

        for (var i = 1; i <= 20; i++)
        {
            await stage.QueueAsync(i, wake: i % 2 == 0);
        }

        await SchedulerStage.UntilAsync(async () =>
        {
            await using var db = stage.Open();
            return await db.LongTasks.AllAsync(t => t.State == LongTaskState.Succeeded, Stop) && stage.Log.Any(l => l == "tick");
        });
        await Task.Delay(3000, Stop);

        var tasks = stage.Log.Where(l => l.StartsWith("task", StringComparison.Ordinal)).ToList();
        Assert.Equal((20, 20), (tasks.Count, tasks.Select(t => t.Split(' ')[1]).Distinct().Count()));
        Assert.Equal(2, tasks.Select(t => t.Split(' ')[2]).Distinct().Count());
        Assert.Equal(1, stage.Log.Count(l => l == "tick"));
    }

    [Fact]
    public async Task TwoNodes_OneStopsInTheMiddleOfATask_TheOtherEndsIt()
    {
        Assert.SkipWhen(TestDatabase.PostgresServer is null, "needs PostgreSQL");
        await using var stage = await SchedulerStage.CreateAsync(Provider.Postgres);
        var begun = new TaskCompletionSource();
        stage.Work = async (_, _, stop) =>
        {
            if (begun.TrySetResult())
            {
                await Task.Delay(Timeout.Infinite, stop);
            }

            return Result.Ok;
        };
        var first = await stage.StartNodeAsync();
        var id = await stage.QueueAsync();
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await stage.StartNodeAsync();

        await stage.StopNodeAsync(first);

        await SchedulerStage.UntilAsync(async () => (await stage.TaskAsync(id)).State == LongTaskState.Succeeded);
        Assert.Equal(2, stage.Log.Count(l => l.StartsWith("task", StringComparison.Ordinal)));
    }
}
