using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Shared.Telemetry;

namespace StarPortal.Web.Features.Jobs;

/// <summary>Takes one waiting task at a time and carries it out. Two nodes never both hold one: taking is a compare-and-set.</summary>
public sealed class LongTaskWork(
    IDbContextFactory<PortalDbContext> factory,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<LongTaskWork> logger)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>This run of the program; a restarted one is another.</summary>
    private readonly string owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>SQLite has one node: whatever is marked as running when it starts was cut off and need not wait for its lease to end.</summary>
    public async Task ReclaimAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (db.IsSqlite)
        {
            await db.WriteAsync(
                () => db.LongTasks.Where(t => t.State == LongTaskState.Running && t.LeaseOwner != owner)
                    .ExecuteUpdateAsync(
                        s => s.SetProperty(t => t.LeaseUntil, (DateTime?)null).SetProperty(t => t.Version, t => t.Version + 1),
                        cancellation),
                cancellation);
        }
    }

    /// <summary>Carries out the oldest waiting task; false when there is none.</summary>
    public async Task<bool> RunNextAsync(CancellationToken cancellation)
    {
        if (await TakeAsync(cancellation) is not { } task)
        {
            return false;
        }

        logger.LogInformation("Long task {Id} ({Kind} {Target}) begins.", task.Id, task.Kind, task.TargetId);
        using var work = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var progress = new TaskProgress(factory, clock, task.Id, owner);
        var beat = BeatAsync(progress, work);
        try
        {
            var failure = await PortalTelemetry.TaskAsync(task.Kind, () => CarryOutAsync(task, progress, work.Token));
            // a heartbeat in between would make the last save one on an older version, and the work would be done again
            await work.CancelAsync();
            await beat;
            await FinishAsync(task.Id, failure, cancellation);
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
        }

        return true;
    }

    private async Task<Error?> CarryOutAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var handler = scope.ServiceProvider.GetServices<ILongTaskHandler>().FirstOrDefault(h => h.Kind == task.Kind);
        if (handler is null)
        {
            return JobErrors.UnknownKind;
        }

        try
        {
            var result = await handler.RunAsync(task, progress, cancellation);
            return result.Failed ? result.Error : null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError(failure, "Long task {Id} ({Kind} {Target}) failed.", task.Id, task.Kind, task.TargetId);
            return JobErrors.TaskFailed;
        }
    }

    private async Task<LongTaskView?> TakeAsync(CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = Now;
        var task = await db.LongTasks
            .Where(t => t.State == LongTaskState.Queued || (t.State == LongTaskState.Running && (t.LeaseUntil == null || t.LeaseUntil < now)))
            .OrderBy(t => t.Id)
            .FirstOrDefaultAsync(cancellation);
        if (task is null)
        {
            return null;
        }

        task.Take(owner, now + TaskProgress.Lease);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }

        var account = await db.Users.AsNoTracking()
            .Where(a => a.Id == task.RequestedByAccountId)
            .Select(a => new { a.EmployeeId, a.Roles })
            .SingleOrDefaultAsync(cancellation);
        var actor = new Actor(task.RequestedByAccountId, account?.EmployeeId, task.RequestedBy, account?.Roles ?? Roles.None);
        return new LongTaskView(task.Id, task.Kind, task.TargetId, task.Input, actor);
    }

    private async Task FinishAsync(int id, Error? failure, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var task = await db.LongTasks.SingleAsync(t => t.Id == id, cancellation);
        if (task.LeaseOwner != owner)
        {
            return;
        }

        task.Finish(failure, Now);
        await db.SaveChangesAsync(cancellation);
        if (failure is null)
        {
            logger.LogInformation("Long task {Id} ({Kind} {Target}) is done.", id, task.Kind, task.TargetId);
        }
        else
        {
            logger.LogWarning("Long task {Id} ({Kind} {Target}) ended with {Error}.", id, task.Kind, task.TargetId, failure);
        }
    }

    private async Task GiveBackAsync(int id)
    {
        await using var db = await factory.CreateDbContextAsync(CancellationToken.None);
        await db.WriteAsync(
            () => db.LongTasks.Where(t => t.Id == id && t.LeaseOwner == owner && t.State == LongTaskState.Running)
                .ExecuteUpdateAsync(s => s.SetProperty(t => t.LeaseUntil, (DateTime?)null).SetProperty(t => t.Version, t => t.Version + 1)),
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
}
