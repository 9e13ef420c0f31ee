using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Features.Notifications.Outbox;

/// <summary>Has messages tried again that were given up or skipped; never one that was sent.</summary>
public sealed class RepeatMessages(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="id">Null for all that were given up.</param>
    /// <param name="actor">An administrator or HR.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>How many wait again.</returns>
    public async Task<Result<int>> RunAsync(int? id, Actor actor, CancellationToken cancellation)
    {
        if (!NotificationAccess.CanManageOutbox(actor))
        {
            return SharedErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteAsync<Result<int>>(
            async () =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                // what was removed or dropped has nothing to send
                var chosen = db.Outbox.Where(m => m.Content != null && (m.State == OutboxState.Dead || (id != null && m.State == OutboxState.Skipped)));
                chosen = id is null ? chosen : chosen.Where(m => m.Id == id);
                var count = await chosen.ExecuteUpdateAsync(
                    s => s.SetProperty(m => m.State, OutboxState.Waiting)
                        .SetProperty(m => m.SkippedBecause, (SkipReason?)null)
                        .SetProperty(m => m.Attempts, 0)
                        .SetProperty(m => m.NextAttemptAt, now),
                    cancellation);
                if (count == 0)
                {
                    return NotificationErrors.NothingToRepeat;
                }

                db.Audit(actor, new AuditNote("Notifications.Repeated", "OutboxMessage", id, Details: FormattableString.Invariant($"{count} messages")), now);
                return count;
            },
            cancellation);
    }
}
