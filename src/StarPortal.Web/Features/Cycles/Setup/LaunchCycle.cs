using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Cycles.Setup;

/// <summary>Queues the launch of a published cycle; <see cref="LaunchCycleHandler"/> carries it out.</summary>
public sealed class LaunchCycle(IDbContextFactory<PortalDbContext> factory, LongTaskSignal signal, TimeProvider clock)
{
    public const string Kind = "LaunchCycle";

    /// <returns>The task's identifier.</returns>
    public async Task<Result<int>> RunAsync(int cycleId, int version, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await db.FindCycleAsync(cycleId, cancellation) is not { } cycle)
        {
            return CycleErrors.NotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var launch = cycle.Launch();
        if (launch.Failed)
        {
            return Result<int>.Fail(launch.Errors);
        }

        if (!await db.InPopulation(cycle.Population, cycle.Today(now)).AnyAsync(cancellation))
        {
            return CycleErrors.NobodyTakesPart;
        }

        if (await db.LongTasks.AnyAsync(t => t.Kind == Kind && t.TargetId == cycleId && (t.State == LongTaskState.Queued || t.State == LongTaskState.Running), cancellation))
        {
            return CycleErrors.AlreadyLaunching;
        }

        // two people who press the button at once: the second save is on an older version
        db.Expect(cycle, version);
        var task = new LongTask(Kind, cycleId, "", actor, now);
        db.LongTasks.Add(task);
        db.Audit(actor, new AuditNote("Cycles.LaunchRequested", "Cycle", cycle.Id, Details: cycle.Name), now);
        var saved = await db.SaveAsync(cancellation);
        if (saved.Failed)
        {
            return Result<int>.Fail(saved.Errors);
        }

        signal.Wake();
        return task.Id;
    }
}
