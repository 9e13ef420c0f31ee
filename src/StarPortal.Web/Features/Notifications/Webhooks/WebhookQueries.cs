using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Features.Notifications.Webhooks;

/// <summary>A webhook without its secrets.</summary>
public sealed record WebhookRow(
    int Id,
    int Version,
    string Name,
    WebhookFormat Format,
    string Host,
    string Language,
    IReadOnlyList<string> Kinds,
    bool Enabled,
    bool HasSecret,
    DateTime? LastSentAt,
    string? LastError,
    int Waiting,
    int Dead);

public sealed class WebhookQueries(IDbContextFactory<PortalDbContext> factory)
{
    public async Task<IReadOnlyList<WebhookRow>> ListAsync(Actor actor, CancellationToken cancellation)
    {
        if (!NotificationAccess.CanManageWebhooks(actor))
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.Webhooks.AsNoTracking().OrderBy(h => h.Name).ThenBy(h => h.Id)
            .Select(h => new WebhookRow(
                h.Id,
                h.Version,
                h.Name,
                h.Format,
                h.Host,
                h.Language,
                h.Kinds,
                h.Enabled,
                h.ProtectedSecret != null,
                db.Outbox.Where(m => m.WebhookId == h.Id && m.State == OutboxState.Sent).Max(m => m.SentAt),
                db.Outbox.Where(m => m.WebhookId == h.Id && m.LastError != null).OrderByDescending(m => m.Id).Select(m => m.LastError).FirstOrDefault(),
                db.Outbox.Count(m => m.WebhookId == h.Id && (m.State == OutboxState.Waiting || m.State == OutboxState.Sending)),
                db.Outbox.Count(m => m.WebhookId == h.Id && m.State == OutboxState.Dead)))
            .ToListAsync(cancellation);
    }
}
