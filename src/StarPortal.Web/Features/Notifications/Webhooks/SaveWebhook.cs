using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Notifications.Webhooks;

/// <summary>Makes or changes a webhook. Its address and secret are stored protected and never answered.</summary>
public sealed class SaveWebhook(IDbContextFactory<PortalDbContext> factory, WebhookCaller caller, WebhookSecrets secrets, AnnouncementSentences sentences, TimeProvider clock)
{
    /// <param name="wish">What it is to be.</param>
    /// <param name="id">Null for a new one.</param>
    /// <param name="version">That the page saw.</param>
    /// <param name="actor">An administrator.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<Result> RunAsync(WebhookWish wish, int? id, int version, Actor actor, CancellationToken cancellation)
    {
        if (!NotificationAccess.CanManageWebhooks(actor))
        {
            return SharedErrors.NotAllowed;
        }

        wish = wish with { Url = wish.Url.Trim(), Secret = wish.Secret.Trim() };
        var faults = Webhook.Check(wish, id is null).ToList();
        var address = wish.Url.Length == 0 ? null : caller.Check(wish.Url);
        if (wish.Url.Length > 0 && address is null)
        {
            faults.Add(NotificationErrors.WebhookUrl);
        }

        if (wish.Kinds.Any(k => !sentences.Knows(k)))
        {
            faults.Add(NotificationErrors.UnknownKind);
        }

        if (faults.Count > 0)
        {
            return Result.Fail(faults);
        }

        var url = address is null ? null : secrets.Protect(wish.Url);
        var secret = wish.Secret.Length == 0 ? null : secrets.Protect(wish.Secret);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(() => SaveAsync(db, wish, id, version, address?.Host, url, secret, actor, cancellation), cancellation);
    }

    private async Task<Result> SaveAsync(PortalDbContext db, WebhookWish wish, int? id, int version, string? host, string? url, string? secret, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        Webhook hook;
        if (id is null)
        {
            if (await db.Webhooks.CountAsync(cancellation) >= Webhook.Most)
            {
                return NotificationErrors.WebhookTooMany.With(Webhook.Most);
            }

            hook = new Webhook(wish, host!, url!, secret, now);
            db.Webhooks.Add(hook);
        }
        else
        {
            if (await db.Webhooks.SingleOrDefaultAsync(h => h.Id == id, cancellation) is not { } found)
            {
                return SharedErrors.NotAllowed;
            }

            if (found.Version != version)
            {
                return SharedErrors.ChangedElsewhere;
            }

            hook = found;
            hook.Apply(wish, host, url, secret);
        }

        await db.SaveChangesAsync(cancellation);
        var details = $"format={hook.Format}, host={hook.Host}, enabled={hook.Enabled}, address {(url is null ? "kept" : "set")}, secret {(secret is null ? "kept" : "set")}";
        db.Audit(actor, new AuditNote(id is null ? "Notifications.WebhookAdded" : "Notifications.WebhookChanged", "Webhook", hook.Id, Reason: hook.Name, Details: details), now);
        return Result.Ok;
    }
}
