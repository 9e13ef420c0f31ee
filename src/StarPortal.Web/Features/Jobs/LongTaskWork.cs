using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Shared.Notifications;
using StarPortal.Web.Shared.Telemetry;

namespace StarPortal.Web.Features.Jobs;

/// <summary>Takes a waiting task and carries it out. Two nodes never both hold one: taking is a compare-and-set.</summary>
public sealed class LongTaskWork(
    IDbContextFactory<PortalDbContext> factory,
    IServiceScopeFactory scopes,
    AdministratorAlarm alarm,
    NodeName node,
    TaskBoard board,
    TimeProvider clock,
    ILogger<LongTaskWork> logger)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    // a clock that is set forward lets leases lapse: nobody takes over from itself
    private readonly ConcurrentDictionary<int, bool> held = new();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>SQLite has one node: whatever is marked as running when it starts was cut off and need not wait for its lease to end.</summary>
    public async Task ReclaimAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (db.IsSqlite)
        {
            await db.WriteAsync(
                () => db.LongTasks.Where(t => t.State == LongTaskState.Running && t.LeaseOwner != node.Unique)
                    .ExecuteUpdateAsync(
                        s => s.SetProperty(t => t.LeaseUntil, (DateTime?)null).SetProperty(t => t.Version, t => t.Version + 1),
                        cancellation),
                cancellation);
        }
    }

    /// <summary>Tasks that wait for somebody to take them, the oldest first.</summary>
    public async Task<IReadOnlyList<int>> WaitingAsync(int most, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await Takeable(db).OrderBy(t => t.Id).Select(t => t.Id).Take(most).ToListAsync(cancellation);
    }

    /// <summary>Carries out the oldest waiting task; false when there is none.</summary>
    public async Task<bool> RunNextAsync(CancellationToken cancellation) =>
        (await WaitingAsync(1, cancellation)) is [var id] && await RunAsync(id, cancellation);

    /// <summary>Carries out this task; false when it does not wait any more or another node has it.</summary>
    public async Task<bool> RunAsync(int id, CancellationToken cancellation)
    {
        if (await TakeAsync(id, cancellation) is not { } task)
        {
            return false;
        }

        using var activity = JobActivity.Begin($"task {task.Kind}");
        logger.LogInformation("Long task {Id} ({Kind} {Target}) begins.", task.Id, task.Kind, task.TargetId);
        using var work = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var progress = new TaskProgress(factory, clock, task.Id, node.Unique, board);
        var beat = BeatAsync(progress, work);
        var (started, watch) = (Now, Stopwatch.StartNew());
        try
        {
            var end = new Ending(JobOutcome.Failed, null);
            await PortalTelemetry.TaskAsync(task.Kind, activity, async () => (end = await CarryOutAsync(task, progress, work.Token)).Error);
            // a heartbeat in between would make the last save one on an older version, and the work would be done again
            await work.CancelAsync();
            await beat;
            await FinishAsync(task.Id, end, new RunEnd(node.Name, started, watch.ElapsedMilliseconds, JobOutcome.Succeeded, Counts(progress)));
        }
        catch (OperationCanceledException)
        {
            // stopping, or another node has it: the rest is done there or after the next start
            await GiveBackAsync(task.Id);
        }
        finally
        {
            await work.CancelAsync();
            await beat;
            held.TryRemove(task.Id, out _);
            board.Forget(task.Id);
        }

        return true;
    }

    private static string Counts(TaskProgress progress) =>
        progress.Done > 0 ? JsonSerializer.Serialize(new Dictionary<string, long> { ["Steps"] = progress.Done }) : "";

    private IQueryable<LongTask> Takeable(PortalDbContext db)
    {
        var (now, mine) = (Now, held.Keys.ToList());
        return db.LongTasks.AsNoTracking().Where(t => !mine.Contains(t.Id)
            && ((t.State == LongTaskState.Queued && (t.NextAttemptAt == null || t.NextAttemptAt <= now))
                || (t.State == LongTaskState.Running && (t.LeaseUntil == null || t.LeaseUntil < now))));
    }

    private async Task<Ending> CarryOutAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var handler = scope.ServiceProvider.GetServices<ILongTaskHandler>().FirstOrDefault(h => h.Kind == task.Kind);
        if (handler is null)
        {
            return new Ending(JobOutcome.Failed, JobErrors.UnknownKind);
        }

        try
        {
            var result = await handler.RunAsync(task, progress, cancellation);
            return result.Failed ? new Ending(JobOutcome.Failed, result.Error) : new Ending(JobOutcome.Succeeded, null);
        }
        catch (TaskCancelledException)
        {
            return new Ending(JobOutcome.Cancelled, null);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || (failure is not LeaseLostException && !cancellation.IsCancellationRequested))
        {
            logger.LogError(failure, "Long task {Id} ({Kind} {Target}) failed, reference {Reference}.", task.Id, task.Kind, task.TargetId, JobActivity.Reference);
            return new Ending(PassingFaults.Is(failure) ? JobOutcome.WillRetry : JobOutcome.Failed, JobErrors.TaskFailed);
        }
    }

    private async Task<LongTaskView?> TakeAsync(int id, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = Now;
        var task = await db.LongTasks.SingleOrDefaultAsync(t => t.Id == id, cancellation);
        if (task is null || !task.CanBeTaken(now) || !held.TryAdd(id, true))
        {
            return null;
        }

        try
        {
            var given = await BeginAsync(db, task, now);
            await db.SaveChangesAsync(cancellation);
            if (given)
            {
                return await ViewAsync(db, task, cancellation);
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            // another node was quicker
        }
        catch
        {
            held.TryRemove(id, out _);
            throw;
        }

        held.TryRemove(id, out _);
        return null;
    }

    /// <summary>False when it ends here: it was cancelled while its node was away, or it brings every node down.</summary>
    private async Task<bool> BeginAsync(PortalDbContext db, LongTask task, DateTime now)
    {
        if (task.CancelRequestedAt is not null)
        {
            task.EndCancelled(now);
            return false;
        }

        if (task.IsGivenUp)
        {
            await GiveUpAsync(db, task, now);
            return false;
        }

        task.Take(node.Unique, now + TaskProgress.Lease);
        return true;
    }

    private async Task GiveUpAsync(PortalDbContext db, LongTask task, DateTime now)
    {
        using var activity = JobActivity.Begin($"task {task.Kind}");
        var reference = JobActivity.Reference;
        logger.LogError(
            "Long task {Id} ({Kind} {Target}) is given up: the program ended {Times} times in the middle of it, reference {Reference}.",
            task.Id, task.Kind, task.TargetId, task.Interruptions, reference);
        task.Finish(JobErrors.GivenUp, now, reference);
        db.JobRuns.Add(new JobRun(task.Kind, task.Id, JobCause.Recovery, new RunEnd(node.Name, now, 0, JobOutcome.Failed, "", Code(JobErrors.GivenUp), reference)));
        await alarm.RaiseAsync(db, await alarm.OpenAsync(CancellationToken.None), JobAlarm.Of(task.Kind, $"task:{task.Id}:{reference}"), now, CancellationToken.None);
    }

    private static async Task<LongTaskView> ViewAsync(PortalDbContext db, LongTask task, CancellationToken cancellation)
    {
        var account = await db.Users.AsNoTracking()
            .Where(a => a.Id == task.RequestedByAccountId)
            .Select(a => new { a.EmployeeId, a.Roles })
            .SingleOrDefaultAsync(cancellation);
        var actor = new Actor(task.RequestedByAccountId, account?.EmployeeId, task.RequestedBy, account?.Roles ?? Roles.None);
        return new LongTaskView(task.Id, task.Kind, task.TargetId, task.Input, actor);
    }

    /// <summary>Not cancelled any more: what was done is written down. Whoever lost the lease writes nothing.</summary>
    private async Task FinishAsync(int id, Ending ending, RunEnd run)
    {
        var outcome = ending.Outcome;
        var writer = ending.Error is { } error && error.Is(JobErrors.TaskFailed) ? await alarm.OpenAsync(CancellationToken.None) : null;
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await factory.CreateDbContextAsync();
            var task = await db.LongTasks.SingleAsync(t => t.Id == id);
            if (task.LeaseOwner != node.Unique)
            {
                logger.LogWarning("Long task {Id} was taken over by another node; its end is written there.", id);
                return;
            }

            outcome = End(task, ending);
            var reference = outcome is JobOutcome.Failed or JobOutcome.WillRetry ? JobActivity.Reference : "";
            var cause = task.Attempts > 1 || task.Interruptions > 0 ? JobCause.Recovery : JobCause.Person;
            db.JobRuns.Add(new JobRun(task.Kind, id, cause, run with { Outcome = outcome, FailureCode = Code(ending.Error), Reference = reference }));
            if (outcome == JobOutcome.Failed && writer is not null)
            {
                await alarm.RaiseAsync(db, writer, JobAlarm.Of(task.Kind, $"task:{id}:{reference}"), Now, CancellationToken.None);
            }

            try
            {
                await db.SaveChangesAsync();
                break;
            }
            catch (DbUpdateConcurrencyException) when (attempt < 4)
            {
                // somebody asked for its end in this very moment
            }
        }

        logger.LogInformation("Long task {Id} ended: {Outcome} {Error}", id, outcome, ending.Error);
    }

    private static string Code(Error? error) => error is null ? "" : $"{error.Feature}.{error.Code}";

    private JobOutcome End(LongTask task, Ending ending)
    {
        switch (ending.Outcome)
        {
            case JobOutcome.Cancelled:
                task.EndCancelled(Now);
                return JobOutcome.Cancelled;
            case JobOutcome.WillRetry when task.TryLater(Now, JobActivity.Reference):
                return JobOutcome.WillRetry;
            default:
                task.Finish(ending.Error, Now, JobActivity.Reference);
                return ending.Error is null ? JobOutcome.Succeeded : JobOutcome.Failed;
        }
    }

    /// <summary>It waits as if this attempt had not been begun: stopping a node is no interruption.</summary>
    private async Task GiveBackAsync(int id)
    {
        await using var db = await factory.CreateDbContextAsync(CancellationToken.None);
        await db.WriteAsync(
            () => db.LongTasks.Where(t => t.Id == id && t.LeaseOwner == node.Unique && t.State == LongTaskState.Running)
                .ExecuteUpdateAsync(s => s
                    .SetProperty(t => t.State, LongTaskState.Queued)
                    .SetProperty(t => t.LeaseOwner, (string?)null)
                    .SetProperty(t => t.LeaseUntil, (DateTime?)null)
                    .SetProperty(t => t.Attempts, t => t.Attempts - 1)
                    .SetProperty(t => t.Version, t => t.Version + 1)),
            CancellationToken.None);
    }

    /// <summary>A database that is away for a moment does not end the heartbeat.</summary>
    private async Task RenewAsync(TaskProgress progress, CancellationToken cancellation)
    {
        try
        {
            await progress.RenewAsync(cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogWarning(failure, "A long task's lease could not be renewed; tried again in {Pause}.", Heartbeat);
        }
    }

    /// <summary>Keeps the lease while a step takes long; ends the work when the lease is lost.</summary>
    private async Task BeatAsync(TaskProgress progress, CancellationTokenSource work)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Heartbeat, work.Token);
                await RenewAsync(progress, work.Token);
            }
        }
        catch (LeaseLostException)
        {
            await work.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // the work is done
        }
    }

    private sealed record Ending(JobOutcome Outcome, Error? Error);
}
