using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Features.Jobs;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Actions;

/// <summary>Queues reminders for many people; <see cref="RemindHandler"/> sends them.</summary>
internal sealed class StartReminding(IDbContextFactory<PortalDbContext> factory, LongTaskSignal signal, TimeProvider clock)
{
    public const string Kind = "RemindReviewers";

    /// <returns>The task's identifier.</returns>
    public async Task<Result<int>> RunAsync(int cycleId, RoomSelection selection, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!CycleAccess.CanManage(actor) || await RoomCycles.ReadAsync(db, cycleId, cancellation) is not { } cycle)
        {
            return ReviewErrors.NotAllowed;
        }

        if (!cycle.IsRunning)
        {
            return ReviewErrors.CycleNotRunning;
        }

        var task = new LongTask(Kind, cycleId, JsonSerializer.Serialize(selection), actor, clock.GetUtcNow().UtcDateTime);
        db.LongTasks.Add(task);
        await db.SaveChangesAsync(cancellation);
        signal.Wake();
        return task.Id;
    }
}

/// <summary>Sends queued reminders, some hundred at a time.</summary>
internal sealed class RemindHandler(RemindReviewers remind) : ILongTaskHandler
{
    public string Kind => StartReminding.Kind;

    public async Task<Result> RunAsync(LongTaskView task, TaskProgress progress, CancellationToken cancellation) =>
        await remind.RunAsync(task.TargetId, JsonSerializer.Deserialize<RoomSelection>(task.Input)!, task.RequestedBy, cancellation, (done, total) => progress.ReportAsync(done, total, cancellation));
}
