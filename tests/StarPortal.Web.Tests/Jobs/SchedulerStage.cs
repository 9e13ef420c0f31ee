using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Tests.Jobs;

/// <summary>Programs that run jobs over one database; each is a node of its own.</summary>
internal sealed class SchedulerStage : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly List<WebApplication> nodes = [];

    private SchedulerStage(TestDatabase database) => this.database = database;

    /// <summary>What ran, in its order: name and node.</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    /// <summary>What a test's task does; null for nothing.</summary>
    public Func<LongTaskView, TaskProgress, CancellationToken, Task<Result>>? Work { get; set; }

    /// <summary>What the test's job does; null for nothing.</summary>
    public Func<JobReport, Task>? Tick { get; set; }

    public JobSchedule Schedule { get; set; } = JobSchedule.Every(TimeSpan.FromHours(1));

    public static async Task<SchedulerStage> CreateAsync(Provider provider) => new(await TestDatabase.CreateAsync(provider));

    public async Task<WebApplication> StartNodeAsync(params (string Key, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["StarPortal:Provider"] = database.Provider == Provider.Sqlite ? "sqlite" : "postgres",
            ["StarPortal:Connection"] = database.Connection,
            ["StarPortal:Data"] = database.Folder,
            ["Logging:LogLevel:Default"] = "Warning",
            ["urls"] = "http://127.0.0.1:0",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var app = PortalHost.Build([], all, services =>
        {
            services.AddTransient<IRecurringJob>(p => new TestJob(this, p.GetRequiredService<JobReport>()));
            services.AddTransient<ILongTaskHandler>(p => new TestHandler(this, p.GetRequiredService<NodeName>()));
        });
        PortalHost.Configure(app);
        await app.StartAsync();
        lock (nodes)
        {
            nodes.Add(app);
        }

        return app;
    }

    public async Task StopNodeAsync(WebApplication node)
    {
        nodes.Remove(node);
        await node.StopAsync();
        await node.DisposeAsync();
    }

    public PortalDbContext Open() => nodes[0].Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    public async Task<int> QueueAsync(int target = 1, bool wake = true)
    {
        await using var db = Open();
        var task = new LongTask("Test", target, "", Actors.Hr, DateTime.UtcNow);
        db.LongTasks.Add(task);
        await db.SaveChangesAsync();
        if (wake)
        {
            nodes[0].Services.GetRequiredService<LongTaskSignal>().Wake();
        }

        return task.Id;
    }

    /// <summary>Looks until it is so; the test fails when it does not become so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> so, int seconds = 40)
    {
        var until = DateTime.UtcNow.AddSeconds(seconds);
        while (!await so())
        {
            Assert.True(DateTime.UtcNow < until, "It did not come about.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public async Task<LongTask> TaskAsync(int id)
    {
        await using var db = Open();
        return await db.LongTasks.AsNoTracking().SingleAsync(t => t.Id == id);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes.ToList())
        {
            await StopNodeAsync(node);
        }

        await database.DisposeAsync();
    }

    private sealed class TestJob(SchedulerStage stage, JobReport report) : IRecurringJob
    {
        public string Name => "Test";

        public string Label => "Test";

        public JobSchedule Schedule => stage.Schedule;

        public async Task RunAsync(CancellationToken cancellation)
        {
            stage.Log.Enqueue("tick");
            if (stage.Tick is { } tick)
            {
                await tick(report);
            }
        }
    }

    private sealed class TestHandler(SchedulerStage stage, NodeName node) : ILongTaskHandler
    {
        public string Kind => "Test";

        public string Label => "Test";

        public Task<Result> RunAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation)
        {
            stage.Log.Enqueue($"task {task.TargetId} {node.Unique}");
            return stage.Work?.Invoke(task, progress, cancellation) ?? Task.FromResult(Result.Ok);
        }
    }
}
