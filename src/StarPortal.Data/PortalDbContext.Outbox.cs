using Microsoft.EntityFrameworkCore;
using StarPortal.Domain.Notifications;

namespace StarPortal.Data;

/// <summary>What leaves the portal is written in the transaction of what it tells: nothing is told of what did not happen, nothing is forgotten.</summary>
public sealed partial class PortalDbContext
{
    private readonly List<OutboxMessage> pendingMessages = [];
    private readonly List<(Announcement Announcement, DateTime At)> pendingAnnouncements = [];

    /// <summary>Queues these messages, with the next save. What was queued under the same key before is not queued again.</summary>
    public void Queue(params IEnumerable<OutboxMessage> messages) => pendingMessages.AddRange(messages);

    /// <summary>Tells every webhook that wants to know of this kind, with the next save.</summary>
    public void Announce(Announcement announcement, DateTime now) => pendingAnnouncements.Add((announcement, now));

    private async Task WriteOutboxAsync(CancellationToken cancellation)
    {
        if (pendingAnnouncements.Count > 0)
        {
            // a few dozen at most
            var hooks = await Webhooks.AsNoTracking().Where(h => h.Enabled).Select(h => new { h.Id, h.Kinds }).ToListAsync(cancellation);
            pendingMessages.AddRange(
                from told in pendingAnnouncements
                from hook in hooks
                where hook.Kinds.Contains(told.Announcement.Kind)
                select OutboxMessage.ForWebhook(hook.Id, told.Announcement, told.At));
            pendingAnnouncements.Clear();
        }

        if (pendingMessages.Count > 0)
        {
            List<OutboxMessage> rows = [.. pendingMessages];
            pendingMessages.Clear();
            await this.InsertAsync(rows, null, cancellation, skipKnown: true);
        }
    }
}
