using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Notifications.Webhooks;

/// <summary>Removes a webhook; what still waited for it is not sent.</summary>
public sealed class RemoveWebhook(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!NotificationAccess.CanManageWebhooks(actor) || await db.Webhooks.SingleOrDefaultAsync(h => h.Id == id, cancellation) is not { } hook)
        {
            return SharedErrors.NotAllowed;
        }

        return await db.WriteOrTellAsync(
            async () =>
            {
                await db.Outbox.Where(m => m.WebhookId == id && (m.State == OutboxState.Waiting || m.State == OutboxState.Dead))
                    .ExecuteUpdateAsync(s => s.SetProperty(m => m.State, OutboxState.Skipped).SetProperty(m => m.SkippedBecause, SkipReason.NotConfigured), cancellation);
                await db.Outbox.Where(m => m.WebhookId == id).ExecuteUpdateAsync(s => s.SetProperty(m => m.WebhookId, (int?)null), cancellation);
                db.Webhooks.Remove(hook);
                db.Audit(actor, new AuditNote("Notifications.WebhookRemoved", "Webhook", id, Reason: hook.Name, Details: $"host={hook.Host}"), clock.GetUtcNow().UtcDateTime);
                return Result.Ok;
            },
            cancellation);
    }
}
