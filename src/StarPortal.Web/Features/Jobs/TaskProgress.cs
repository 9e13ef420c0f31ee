using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Jobs;

namespace StarPortal.Web.Features.Jobs;

/// <summary>Says how far a long task has come and keeps its lease. Each report is a short write of its own.</summary>
public sealed class TaskProgress
{
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly IDbContextFactory<PortalDbContext> factory;
    private readonly TimeProvider clock;
    private readonly int taskId;
    private readonly string owner;
    private readonly TaskBoard? board;
    private int done;
    private int total;
    private string step = "";

    internal TaskProgress(IDbContextFactory<PortalDbContext> factory, TimeProvider clock, int taskId, string owner, TaskBoard? board = null)
    {
        this.factory = factory;
        this.clock = clock;
        this.taskId = taskId;
        this.owner = owner;
        this.board = board;
    }

    internal int Done => done;

    /// <summary>A progress that nobody watches, for work done on the spot, such as the demo company's.</summary>
    public static TaskProgress None(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) => new(factory, clock, 0, "");

    /// <exception cref="LeaseLostException">Another node has taken the task over: stop at once.</exception>
    /// <exception cref="TaskCancelledException">Somebody cancelled the task: nothing more is done.</exception>
    public Task ReportAsync(int done, int total, CancellationToken cancellation) => ReportAsync(done, total, step, cancellation);

    /// <param name="done">So much is done.</param>
    /// <param name="total">Of so much.</param>
    /// <param name="step">What comes now, as <c>Feature.Code</c>: resource <c>Step_{Code}</c> of that feature's texts.</param>
    /// <param name="cancellation">Ends the write.</param>
    public async Task ReportAsync(int done, int total, string step, CancellationToken cancellation)
    {
        (this.done, this.total, this.step) = (done, total, step);
        if (await WriteAsync(cancellation))
        {
            throw new TaskCancelledException();
        }
    }

    /// <summary>Inside a write transaction of the handler's own: seen by whoever watches on this node, written down by nobody.</summary>
    public void Tell(int done, int total) => board?.Tell(taskId, done, total);

    /// <summary>
    /// For the handler's own write transaction: throws when another node has taken the task over, and keeps it from doing so
    /// until that transaction ends. A node that was frozen cannot finish what is no longer its own.
    /// </summary>
    public async Task HoldAsync(PortalDbContext db, CancellationToken cancellation)
    {
        if (taskId == 0)
        {
            return;
        }

        var until = clock.GetUtcNow().UtcDateTime + Lease;
        var rows = await Mine(db).ExecuteUpdateAsync(s => s.SetProperty(t => t.LeaseUntil, until).SetProperty(t => t.Version, t => t.Version + 1), cancellation);
        if (rows == 0)
        {
            throw new LeaseLostException();
        }
    }

    internal Task RenewAsync(CancellationToken cancellation) => WriteAsync(cancellation);

    /// <returns>True when somebody has cancelled the task.</returns>
    private async Task<bool> WriteAsync(CancellationToken cancellation)
    {
        if (taskId == 0)
        {
            return false;
        }

        var until = clock.GetUtcNow().UtcDateTime + Lease;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var (rows, cancelled) = await db.WriteAsync(
            async () => (
                await Mine(db).ExecuteUpdateAsync(
                    s => s.SetProperty(t => t.Done, done)
                        .SetProperty(t => t.Total, total)
                        .SetProperty(t => t.Step, step)
                        .SetProperty(t => t.LeaseUntil, until)
                        .SetProperty(t => t.Version, t => t.Version + 1),
                    cancellation),
                await Mine(db).AnyAsync(t => t.CancelRequestedAt != null, cancellation)),
            cancellation);
        return rows == 0 ? throw new LeaseLostException() : cancelled;
    }

    private IQueryable<LongTask> Mine(PortalDbContext db) =>
        db.LongTasks.Where(t => t.Id == taskId && t.LeaseOwner == owner && t.State == LongTaskState.Running);
}

/// <summary>The task is another node's now.</summary>
public sealed class LeaseLostException : OperationCanceledException
{
    public LeaseLostException()
        : base("Another node has taken the task over.")
    {
    }
}

/// <summary>Somebody asked for the task to end; what was done before stays.</summary>
public sealed class TaskCancelledException : OperationCanceledException
{
    public TaskCancelledException()
        : base("The task was cancelled.")
    {
    }
}
