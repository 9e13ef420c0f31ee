using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.Jobs.Acts;

namespace StarPortal.Web.Tests.Jobs;

/// <summary>Runs, their history, and what people do with them; without a scheduler.</summary>
public sealed class JobRunnerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task History_OfManyEmptyRuns_KeepsOnlyTheLatest(Provider provider)
    {
        var job = new StubJob();
        await using var portal = await CreateAsync(job, provider);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(JobOutcome.Succeeded, await RunAsync(portal, RunReason.Interval));
            portal.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        job.Does = r => r.Add("Rows", 2);
        await RunAsync(portal, RunReason.Interval);

        var history = await portal.Get<JobQueries>().HistoryAsync(new RunFilter("Stub", null, null, null), 1, Actors.Hr, Stop);
        Assert.Equal(2, JobQueries.Counts(Assert.Single(history.Rows).Counts)["Rows"]);
        var row = (await portal.Get<JobQueries>().ViewAsync(Actors.Hr, Stop))!.Jobs.Single(j => j.Name == "Stub");
        Assert.Equal((JobOutcome.Succeeded, portal.Now), (row.Outcome, row.StartedAt));
    }

    [Fact]
    public async Task Run_OfAJob_IsOneTraceWithItsReference()
    {
        var begun = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name.StartsWith("StarPortal", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = begun.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var job = new StubJob { Does = _ => throw new InvalidOperationException("broken") };
        await using var portal = await CreateAsync(job);

        await RunAsync(portal, RunReason.Interval);

        await using var db = portal.Open();
        var reference = (await db.JobRuns.SingleAsync(Stop)).Reference;
        var trace = Assert.Single(begun, a => a.TraceId.ToString() == reference);
        Assert.Equal(("job Stub", ActivityStatusCode.Error), (trace.OperationName, trace.Status));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Failure_OfAJob_IsToldToAdministratorsOncePerSeries(Provider provider)
    {
        var job = new StubJob { Does = _ => throw new InvalidOperationException("broken") };
        await using var portal = await CreateAsync(job, provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        var bob = await portal.AddEmployeeAsync("Bob");
        await using (var db = portal.Open())
        {
            var account = Data.Identity.Account.ForEmployee(ann);
            account.Roles = Roles.Employee | Roles.Administrator;
            var outsider = Data.Identity.Account.ForEmail("root@example.org", "Root", Roles.Administrator);
            outsider.Language = "zh-CN";
            var gone = Data.Identity.Account.ForEmail("gone@example.org", "Gone", Roles.Administrator);
            gone.Disabled = true;
            db.Users.AddRange(account, outsider, gone, Data.Identity.Account.ForEmployee(bob));
            await db.SaveChangesAsync(Stop);
        }

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(JobOutcome.Failed, await RunAsync(portal, RunReason.Interval));
        }

        await using var check = portal.Open();
        Assert.Equal(ann.Id, (await check.Notifications.SingleAsync(n => n.Kind == JobAlarm.Kind, Stop)).EmployeeId);
        Assert.Equal(3, await check.JobRuns.CountAsync(r => r.Outcome == JobOutcome.Failed && r.Reference != "", Stop));
        // who is no employee has no bell: a mail to the account's address, in the account's language
        var mail = await check.Outbox.AsNoTracking().SingleAsync(m => m.Kind == "Notice", Stop);
        var content = Domain.Notifications.OutboxMessage.MailOf(mail.Content)!;
        Assert.Equal(("root@example.org", null, "zh-CN", null), (mail.Address, mail.EmployeeId, content.Language, content.UnsubscribeUrl));
        Assert.Contains("“Stub”失败", content.Text, StringComparison.Ordinal);

        job.Does = _ => { };
        await RunAsync(portal, RunReason.Interval);
        job.Does = _ => throw new InvalidOperationException("broken again");
        await RunAsync(portal, RunReason.Interval);
        Assert.Equal(2, await check.Notifications.CountAsync(n => n.Kind == JobAlarm.Kind, Stop));
        Assert.Equal(2, await check.Outbox.CountAsync(m => m.Address == "root@example.org", Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Daily_TakenByManyNodesAtOnce_RunsOnce(Provider provider)
    {
        var job = new StubJob { Schedule = JobSchedule.Daily(new TimeOnly(2, 30)) };
        await using var portal = await CreateAsync(job, provider);
        await AddStateAsync(portal);
        portal.Clock.Advance(TimeSpan.FromDays(1));

        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => RunAsync(portal, RunReason.Due), Stop)));

        Assert.Equal((1, 1), (runs.Count(r => r is not null), job.Runs));
        portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(await RunAsync(portal, RunReason.Due));
    }

    [Fact]
    public async Task Pause_ByTwoAtOnce_IsSaidToTheSecond()
    {
        await using var portal = await CreateAsync(new StubJob());
        await AddStateAsync(portal);
        var pause = portal.Get<PauseJob>();

        Assert.True((await pause.RunAsync("Stub", true, Actors.Hr, Stop)).Succeeded);
        Assert.True((await pause.RunAsync("Stub", true, Actors.Hr, Stop)).Error.Is(JobStateErrors.AlreadyPaused));

        Assert.Null(await RunAsync(portal, RunReason.Interval));
        Assert.True((await pause.RunAsync("Stub", false, Actors.Hr, Stop)).Succeeded);
        Assert.NotNull(await RunAsync(portal, RunReason.Interval));
        await using var db = portal.Open();
        Assert.Equal(["Jobs.Paused", "Jobs.Resumed"], await db.AuditEntries.OrderBy(a => a.Sequence).Select(a => a.Action).ToListAsync(Stop));
    }

    [Fact]
    public async Task Acts_OfSomebodyElse_AreRefused()
    {
        await using var portal = await CreateAsync(new StubJob());
        await AddStateAsync(portal);
        var ann = Actors.Of(await portal.AddEmployeeAsync("Ann"));

        Assert.True((await portal.Get<RunJobNow>().RunAsync("Stub", ann, Stop)).Error.Is(SharedErrors.NotAllowed));
        Assert.True((await portal.Get<PauseJob>().RunAsync("Stub", true, ann, Stop)).Error.Is(SharedErrors.NotAllowed));
        Assert.Null(await portal.Get<JobQueries>().ViewAsync(ann, Stop));
        Assert.Equal(0, (await portal.Get<JobQueries>().HistoryAsync(new RunFilter("", null, null, null), 1, ann, Stop)).Total);
    }

    [Fact]
    public async Task History_OlderThan90Days_IsForgotten()
    {
        await using var portal = await CreateAsync(new StubJob { Does = r => r.Add("Rows", 1) });
        await RunAsync(portal, RunReason.Interval);
        portal.Clock.Advance(TimeSpan.FromDays(JobRun.KeptDays + 1));
        await RunAsync(portal, RunReason.Interval);

        await portal.Get<IEnumerable<IRecurringJob>>().Single(j => j.Name == "JobHistory").RunAsync(Stop);

        await using var db = portal.Open();
        Assert.Equal(portal.Now, (await db.JobRuns.SingleAsync(Stop)).StartedAt);
    }

    [Fact]
    public async Task Options_WithFaults_NameEachByItsKey()
    {
        await using var portal = await CreateAsync(new StubJob());
        var check = portal.Get<IValidateOptions<JobsOptions>>();
        var options = new JobsOptions
        {
            ["Phasez"] = new JobOptions { Every = "00:01:00" },
            ["Phases"] = new JobOptions { Every = "00:00:01" },
            ["HandOvers"] = new JobOptions { Every = "often" },
            ["ReviewEnds"] = new JobOptions { DailyAt = "25:00", Enabled = "perhaps" },
            ["JobHistory"] = new JobOptions { Every = "01:00:00", DailyAt = "02:30" },
        };

        var faults = check.Validate(null, options).Failures!.Select(f => f[..f.IndexOf(": ", StringComparison.Ordinal)]).Order().ToList();

        Assert.Equal(["StarPortal:Jobs:HandOvers:Every", "StarPortal:Jobs:JobHistory", "StarPortal:Jobs:Phases:Every", "StarPortal:Jobs:Phasez", "StarPortal:Jobs:ReviewEnds:DailyAt", "StarPortal:Jobs:ReviewEnds:Enabled"], faults);
        Assert.True(check.Validate(null, new JobsOptions { ["Phases"] = new JobOptions { DailyAt = "02:30", Enabled = "false" } }).Succeeded);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Task_ThatMeetsAPassingFault_IsTriedLaterAndThenSucceeds(Provider provider)
    {
        var tries = 0;
        await using var portal = await CreateAsync(new StubJob(), provider, (_, _, _) => ++tries < 3 ? throw new TimeoutException() : Task.FromResult(Result.Ok));
        var id = await QueueAsync(portal);
        var work = portal.Get<LongTaskWork>();

        Assert.True(await work.RunNextAsync(Stop));
        Assert.False(await work.RunNextAsync(Stop));
        portal.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.True(await work.RunNextAsync(Stop));
        portal.Clock.Advance(TimeSpan.FromSeconds(41));
        Assert.True(await work.RunNextAsync(Stop));

        await using var db = portal.Open();
        Assert.Equal(LongTaskState.Succeeded, (await db.LongTasks.SingleAsync(t => t.Id == id, Stop)).State);
        Assert.Equal([JobOutcome.WillRetry, JobOutcome.WillRetry, JobOutcome.Succeeded], await db.JobRuns.OrderBy(r => r.Id).Select(r => r.Outcome).ToListAsync(Stop));
    }

    [Fact]
    public async Task Task_ThatEndsWithANamedError_IsNotTriedAgain()
    {
        await using var portal = await CreateAsync(new StubJob(), work: (_, _, _) => Task.FromResult((Result)JobErrors.SwitchedOff));
        await QueueAsync(portal);
        var work = portal.Get<LongTaskWork>();

        Assert.True(await work.RunNextAsync(Stop));
        portal.Clock.Advance(TimeSpan.FromHours(1));

        Assert.False(await work.RunNextAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Cancel_OfARunningTask_EndsItAtItsNextStep(Provider provider)
    {
        TestPortal? portal = null;
        var steps = 0;
        await using var made = portal = await CreateAsync(new StubJob(), provider, async (task, progress, stop) =>
        {
            for (var i = 1; i <= 5; i++)
            {
                steps++;
                if (i == 2)
                {
                    Assert.True((await portal!.Get<CancelLongTask>().RunAsync(task.Id, Actors.Hr, stop)).Succeeded);
                }

                await progress.ReportAsync(i, 5, stop);
            }

            return Result.Ok;
        });
        var id = await QueueAsync(portal);

        Assert.True(await portal.Get<LongTaskWork>().RunNextAsync(Stop));

        await using var db = portal.Open();
        Assert.Equal((LongTaskState.Cancelled, 2), ((await db.LongTasks.SingleAsync(t => t.Id == id, Stop)).State, steps));
        Assert.Equal(JobOutcome.Cancelled, (await db.JobRuns.SingleAsync(Stop)).Outcome);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task FrozenNode_ThatWakesUp_WritesNothingOverTheOneThatTookOver(Provider provider)
    {
        TestPortal? portal = null;
        await using var made = portal = await CreateAsync(new StubJob(), provider, async (task, progress, stop) =>
        {
            // while this node is frozen its lease ends, and another takes the task and ends it
            await using var other = portal!.Open();
            var row = await other.LongTasks.SingleAsync(t => t.Id == task.Id, stop);
            row.Take("other", portal.Now.AddSeconds(30));
            await other.SaveChangesAsync(stop);
            await using var db = portal.Open();
            await Assert.ThrowsAsync<LeaseLostException>(() => db.WriteAsync(() => progress.HoldAsync(db, stop), stop));
            return JobErrors.SwitchedOff;
        });
        var id = await QueueAsync(portal);

        Assert.True(await portal.Get<LongTaskWork>().RunNextAsync(Stop));

        await using var check = portal.Open();
        var left = await check.LongTasks.SingleAsync(t => t.Id == id, Stop);
        Assert.Equal((LongTaskState.Running, "other"), (left.State, left.LeaseOwner));
    }

    [Fact]
    public async Task Repeat_OfAFailedTask_QueuesItAndIsAudited()
    {
        await using var portal = await CreateAsync(new StubJob(), work: (_, _, _) => throw new InvalidOperationException("a bug"));
        var id = await QueueAsync(portal);
        Assert.True(await portal.Get<LongTaskWork>().RunNextAsync(Stop));

        Assert.True((await portal.Get<RepeatLongTask>().RunAsync(id, Actors.Hr, Stop)).Succeeded);
        Assert.True((await portal.Get<RepeatLongTask>().RunAsync(id, Actors.Hr, Stop)).Error.Is(LongTaskErrors.NotRepeatable));

        Assert.True(await portal.Get<LongTaskWork>().RunNextAsync(Stop));
        await using var db = portal.Open();
        Assert.True(await db.AuditEntries.AnyAsync(a => a.Action == "Jobs.TaskRepeated", Stop));
    }

    private static Task<TestPortal> CreateAsync(StubJob job, Provider provider = Provider.Sqlite, Func<LongTaskView, TaskProgress, CancellationToken, Task<Result>>? work = null) =>
        TestPortal.CreateAsync(provider, s => s
            .AddTransient<IRecurringJob>(p => job.With(p.GetRequiredService<JobReport>()))
            .AddTransient<ILongTaskHandler>(_ => new StubHandler(work)));

    private static Task<JobOutcome?> RunAsync(TestPortal portal, RunReason reason) => portal.Get<JobRunner>().RunAsync("Stub", reason, Stop);

    private static async Task AddStateAsync(TestPortal portal)
    {
        await using var db = portal.Open();
        db.JobStates.Add(new JobState("Stub", portal.Now));
        await db.SaveChangesAsync(Stop);
    }

    private static async Task<int> QueueAsync(TestPortal portal)
    {
        await using var db = portal.Open();
        var task = new LongTask("Stub", 1, "", Actors.Hr, portal.Now);
        db.LongTasks.Add(task);
        await db.SaveChangesAsync(Stop);
        return task.Id;
    }

    private sealed class StubJob : IRecurringJob
    {
        private int runs;
        private JobReport report = new();

        public int Runs => runs;

        public Action<JobReport> Does { get; set; } = _ => { };

        public string Name => "Stub";

        public string Label => "Stub";

        public JobSchedule Schedule { get; set; } = JobSchedule.Every(TimeSpan.FromSeconds(30));

        public StubJob With(JobReport given)
        {
            report = given;
            return this;
        }

        public Task RunAsync(CancellationToken cancellation)
        {
            Interlocked.Increment(ref runs);
            Does(report);
            return Task.CompletedTask;
        }
    }

    private sealed class StubHandler(Func<LongTaskView, TaskProgress, CancellationToken, Task<Result>>? work) : ILongTaskHandler
    {
        public string Kind => "Stub";

        public string Label => "Stub";

        public Task<Result> RunAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation) =>
            work?.Invoke(task, progress, cancellation) ?? Task.FromResult(Result.Ok);
    }
}
