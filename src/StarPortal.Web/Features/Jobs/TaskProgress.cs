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
    private int done;
    private int total;

    internal TaskProgress(IDbContextFactory<PortalDbContext> factory, TimeProvider clock, int taskId, string owner)
    {
        this.factory = factory;
        this.clock = clock;
        this.taskId = taskId;
        this.owner = owner;
    }

    /// <summary>A progress that nobody watches, for work done on the spot, such as the demo company's.</summary>
    public static TaskProgress None(IDbContextFactory<PortalDbContext> factory, TimeProvider clock) => new(factory, clock, 0, "");

    /// <exception cref="LeaseLostException">Another node has taken the task over: stop at once.</exception>
    public async Task ReportAsync(int done, int total, CancellationToken cancellation)
    {
        (this.done, this.total) = (done, total);
        await RenewAsync(cancellation);
    }

    internal async Task RenewAsync(CancellationToken cancellation)
    {
        if (taskId == 0)
        {
            return;
        }

        var until = clock.GetUtcNow().UtcDateTime + Lease;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var rows = await db.WriteAsync(
            () => db.LongTasks
                .Where(t => t.Id == taskId && t.LeaseOwner == owner && t.State == LongTaskState.Running)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(t => t.Done, done)
                        .SetProperty(t => t.Total, total)
                        .SetProperty(t => t.LeaseUntil, until)
                        .SetProperty(t => t.Version, t => t.Version + 1),
                    cancellation),
            cancellation);
        if (rows == 0)
        {
            throw new LeaseLostException();
        }
    }
}

/// <summary>The task is another node's now.</summary>
public sealed class LeaseLostException : OperationCanceledException
{
    public LeaseLostException()
        : base("Another node has taken the task over.")
    {
    }
}
