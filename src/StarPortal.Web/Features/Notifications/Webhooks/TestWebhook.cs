using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Features.Notifications.Webhooks;

/// <summary>Calls a webhook at once with a sentence that says that it is a test.</summary>
public sealed class TestWebhook(IDbContextFactory<PortalDbContext> factory, SendWebhooks webhooks, TimeProvider clock)
{
    internal const string Kind = "Notifications.Test";

    public async Task<Result> RunAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!NotificationAccess.CanManageWebhooks(actor) || await db.Webhooks.AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, cancellation) is not { } hook)
        {
            return SharedErrors.NotAllowed;
        }

        var key = FormattableString.Invariant($"test:{id}:{clock.GetUtcNow().Ticks}");
        var answer = await webhooks.CallAsync(hook, key, new Announcement(Kind, key, "/"), cancellation);
        return answer.Taken ? Result.Ok : NotificationErrors.WebhookFailed.With(answer.Error ?? "");
    }
}
