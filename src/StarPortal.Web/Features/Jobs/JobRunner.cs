using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Notifications;
using StarPortal.Web.Shared.Telemetry;

namespace StarPortal.Web.Features.Jobs;

/// <summary>What brought a run about.</summary>
public enum RunReason
{
    /// <summary>Its interval has passed.</summary>
    Interval,

    /// <summary>Its daily moment has come, or somebody wants it: only if nobody took it yet.</summary>
    Due,

    /// <summary>A node ended in the middle of it.</summary>
    Recovery,
}

/// <summary>Runs a recurring job once and writes down how it ended. Knows nothing of what ticks.</summary>
public sealed class JobRunner(IDbContextFactory<PortalDbContext> factory, IServiceScopeFactory scopes, JobPlans plans, AdministratorAlarm alarm, NodeName node, TimeProvider clock, ILogger<JobRunner> logger)
{
    private static readonly TimeSpan RareEnoughToKeep = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> running = new();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>How it ended; null when there was nothing to run.</returns>
    /// <param name="name">The job.</param>
    /// <param name="reason">What brings the run about.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="firedAt">Of a recovery, when the run began that is believed to be cut off.</param>
    public async Task<JobOutcome?> RunAsync(string name, RunReason reason, CancellationToken cancellation, DateTime? firedAt = null)
    {
        // a clock that was set forward runs jobs besides the scheduler: the second finds that there is nothing to do any more
        var one = running.GetOrAdd(name, _ => new SemaphoreSlim(1, 1));
        await one.WaitAsync(cancellation);
        try
        {
            return await RunOneAsync(name, reason, firedAt, cancellation);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<JobOutcome?> RunOneAsync(string name, RunReason reason, DateTime? firedAt, CancellationToken cancellation)
    {
        if (plans.Find(name) is not { Enabled: true } plan || await TakeAsync(plan, reason, firedAt, cancellation) is not { } cause)
        {
            return null;
        }

        using var activity = JobActivity.Begin($"job {name}");
        var (started, watch) = (Now, Stopwatch.StartNew());
        await using var scope = scopes.CreateAsyncScope();
        var report = scope.ServiceProvider.GetRequiredService<JobReport>();
        var outcome = JobOutcome.Succeeded;
        try
        {
            var job = scope.ServiceProvider.GetServices<IRecurringJob>().First(j => j.Name == name);
            await PortalTelemetry.JobAsync(name, activity, () => job.RunAsync(cancellation));
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            outcome = JobOutcome.Failed;
            logger.LogError(failure, "The recurring job {Job} failed, reference {Reference}.", name, JobActivity.Reference);
        }

        var counts = report.DidSomething ? JsonSerializer.Serialize(report.Counts) : "";
        var end = new RunEnd(node.Name, started, watch.ElapsedMilliseconds, outcome, counts, Reference: outcome == JobOutcome.Failed ? JobActivity.Reference : "");
        await FinishAsync(plan, cause, end);
        return outcome;
    }

    /// <summary>Null when it is paused, not due any more, or another node was quicker.</summary>
    private async Task<JobCause?> TakeAsync(JobPlan plan, RunReason reason, DateTime? firedAt, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var state = await db.JobStates.SingleOrDefaultAsync(s => s.Name == plan.Name, cancellation);
        if (reason != RunReason.Due)
        {
            // a node that was only slow, not dead, has ended it meanwhile
            return state is { Paused: true } || (reason == RunReason.Recovery && state?.StartedAt >= firedAt) ? null
                : reason == RunReason.Recovery ? JobCause.Recovery : JobCause.Schedule;
        }

        var now = Now;
        if (state is null || !state.IsDue(plan.Schedule, plans.Zone, now))
        {
            return null;
        }

        var cause = state.Take(plan.Schedule, plans.Zone, now);
        try
        {
            await db.SaveChangesAsync(cancellation);
            return cause;
        }
        catch (DbUpdateConcurrencyException)
        {
            // another node has it; a click in between is seen at the next look
            return null;
        }
    }

    /// <summary>Not cancelled any more: what was done is written down.</summary>
    private async Task FinishAsync(JobPlan plan, JobCause cause, RunEnd end)
    {
        var writer = end.Outcome == JobOutcome.Failed ? await alarm.OpenAsync(CancellationToken.None) : null;
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await factory.CreateDbContextAsync();
            try
            {
                await db.WriteAsync(() => WriteAsync(db, plan, cause, end, writer), CancellationToken.None);
                return;
            }
            catch (DbUpdateException) when (attempt < 4)
            {
                // somebody paused it meanwhile, or another node wrote the first row
            }
        }
    }

    private async Task WriteAsync(PortalDbContext db, JobPlan plan, JobCause cause, RunEnd end, MailWriter? writer)
    {
        var now = Now;
        var state = await db.JobStates.SingleOrDefaultAsync(s => s.Name == plan.Name);
        if (state is null)
        {
            state = new JobState(plan.Name, now);
            db.JobStates.Add(state);
        }

        var firstFailure = state.Finish(end, plan.Schedule, now);
        if (end.Outcome == JobOutcome.Failed || end.Counts.Length > 0 || cause != JobCause.Schedule || plan.Schedule.Interval is null || plan.Schedule.Interval >= RareEnoughToKeep)
        {
            db.JobRuns.Add(new JobRun(plan.Name, null, cause, end));
        }

        if (firstFailure && writer is not null)
        {
            await alarm.RaiseAsync(db, writer, JobAlarm.Of(plan.Name, $"job:{plan.Name}:{end.Reference}"), now, CancellationToken.None);
        }
    }
}

/// <summary>Tells administrators and team chats of a failure: the first of a series only.</summary>
internal static class JobAlarm
{
    public const string Kind = "Jobs.Failed";

    public static Notice Of(string name, string key) => new(Kind, key, "/jobs", name);
}

/// <summary>The trace of a run: its identifier is the reference that people see and the log carries.</summary>
internal static class JobActivity
{
    public static string Reference => Activity.Current?.TraceId.ToString() ?? "";

    /// <summary>A trace of its own, whether anybody listens or not.</summary>
    public static Activity Begin(string name)
    {
        Activity.Current = null;
        return PortalTelemetry.Activities.StartActivity(name) ?? new Activity(name).Start();
    }
}

/// <summary>This run of the program; a restarted one is another.</summary>
public sealed class NodeName
{
    /// <summary>What people see.</summary>
    public string Name { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>What leases and the scheduler go by.</summary>
    public string Unique { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
}
