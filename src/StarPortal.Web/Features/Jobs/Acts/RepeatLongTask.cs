using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Jobs;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Jobs.Acts;

/// <summary>Queues a task that failed or was cancelled once more, in the name of whoever first wanted it.</summary>
public sealed class RepeatLongTask(IDbContextFactory<PortalDbContext> factory, LongTaskSignal signal, TimeProvider clock)
{
    public async Task<Result> RunAsync(int id, Actor actor, CancellationToken cancellation)
    {
        if (!JobAccess.CanSteer(actor))
        {
            return SharedErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.LongTasks.SingleOrDefaultAsync(t => t.Id == id, cancellation) is not { } task)
        {
            return SharedErrors.NotAllowed;
        }

        if (await db.LongTasks.AnyAsync(t => t.Kind == task.Kind && t.TargetId == task.TargetId && t.Id > id, cancellation))
        {
            // what it would do was asked for anew since
            return LongTaskErrors.NotRepeatable;
        }

        if (task.Repeat() is { Failed: true } refused)
        {
            return refused;
        }

        db.Audit(actor, new AuditNote("Jobs.TaskRepeated", "LongTask", id, Details: $"{task.Kind} {task.TargetId}"), clock.GetUtcNow().UtcDateTime);
        var saved = await db.SaveOrTellAsync(cancellation);
        signal.Wake();
        return saved;
    }
}
