using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Jobs.Acts;

/// <summary>Asks for a task's end: one that waits ends at once, one that runs after its present step.</summary>
public sealed class CancelLongTask(IDbContextFactory<PortalDbContext> factory, IEnumerable<ILongTaskHandler> handlers, TimeProvider clock)
{
    public async Task<Result> RunAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var task = await db.LongTasks.SingleOrDefaultAsync(t => t.Id == id, cancellation);
        if (task is null || !(JobAccess.CanSteer(actor) || (actor.AccountId != 0 && task.RequestedByAccountId == actor.AccountId)))
        {
            return SharedErrors.NotAllowed;
        }

        if (!task.IsOver && handlers.FirstOrDefault(h => h.Kind == task.Kind) is { CanBeCancelled: false })
        {
            return JobErrors.NotCancellable;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (task.Cancel(now) is { Failed: true } refused)
        {
            return refused;
        }

        db.Audit(actor, new AuditNote("Jobs.TaskCancelled", "LongTask", id, Details: $"{task.Kind} {task.TargetId}"), now);
        return await db.SaveOrTellAsync(cancellation);
    }
}
