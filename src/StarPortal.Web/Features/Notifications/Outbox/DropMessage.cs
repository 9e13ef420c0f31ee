using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Features.Notifications.Outbox;

/// <summary>Takes a message out that has not been sent; the row stays, with the reason in the audit trail.</summary>
public sealed class DropMessage(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int id, string reason, Actor actor, CancellationToken cancellation)
    {
        if (!NotificationAccess.CanManageOutbox(actor))
        {
            return SharedErrors.NotAllowed;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return SharedErrors.ReasonRequired;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync<Result>(
            async () =>
            {
                var employeeId = await db.Outbox.Where(m => m.Id == id).Select(m => m.EmployeeId).SingleOrDefaultAsync(cancellation);
                var dropped = await db.Outbox.Where(m => m.Id == id && (m.State == OutboxState.Waiting || m.State == OutboxState.Dead))
                    .ExecuteUpdateAsync(
                        s => s.SetProperty(m => m.State, OutboxState.Skipped).SetProperty(m => m.SkippedBecause, SkipReason.Dropped),
                        cancellation);
                if (dropped == 0)
                {
                    return NotificationErrors.NothingToDrop;
                }

                db.Audit(actor, new AuditNote("Notifications.Dropped", "OutboxMessage", id, employeeId, reason.Trim()), clock.GetUtcNow().UtcDateTime);
                return Result.Ok;
            },
            cancellation);
    }
}
