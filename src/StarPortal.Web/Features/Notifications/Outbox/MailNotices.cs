using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Outbox;

/// <summary>Writes a mail for each notice that cannot wait for the digest and has not been read yet.</summary>
public sealed class MailNotices(IDbContextFactory<PortalDbContext> factory, MailComposer composer, NoticeSentences sentences, IEnumerable<NoticeKind> kinds, TimeProvider clock)
{
    private const int AtOnce = 200;

    /// <summary>What is older was told when nothing was mailed yet.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(3);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>How many mails were written.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var immediate = kinds.Where(k => k.Delivery == NoticeDelivery.Immediate).ToDictionary(k => k.Kind);
        var names = immediate.Keys.ToList();
        var written = 0;
        MailWriter? writer = null;
        while (await NextAsync(names, cancellation) is { Count: > 0 } waiting)
        {
            writer ??= await composer.OpenAsync(cancellation);
            var messages = waiting.Where(w => w.ReadAt is null).Select(w => Compose(w, writer, immediate[w.Kind].Mandatory)).ToList();
            var ids = waiting.ConvertAll(w => w.Id);
            var now = Now;
            await using var db = await factory.CreateDbContextAsync(cancellation);
            await db.WriteAsync(
                async () =>
                {
                    db.Queue(messages);
                    await db.Notifications.Where(n => ids.Contains(n.Id) && n.MailedAt == null).ExecuteUpdateAsync(s => s.SetProperty(n => n.MailedAt, now), cancellation);
                },
                cancellation);
            written += messages.Count;
        }

        return written;
    }

    private async Task<List<Waiting>> NextAsync(List<string> names, CancellationToken cancellation)
    {
        var since = Now - Oldest;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await (from n in db.Notifications.AsNoTracking()
                      where n.MailedAt == null && names.Contains(n.Kind) && n.CreatedAt > since
                      join e in db.Employees on n.EmployeeId equals e.Id
                      orderby n.Id
                      select new Waiting(
                          n.Id,
                          n.Kind,
                          n.Args,
                          n.Link,
                          n.ReadAt,
                          e.Id,
                          e.Name,
                          e.Email,
                          db.Users.Where(a => a.EmployeeId == e.Id).Select(a => a.Language).FirstOrDefault() ?? e.Language,
                          e.TimeZone)).Take(AtOnce).ToListAsync(cancellation);
    }

    private OutboxMessage Compose(Waiting notice, MailWriter writer, bool mandatory)
    {
        using var reading = Reading.In(Shared.Hosting.Languages.Nearest(notice.Language));
        var formats = new Formats(clock);
        formats.WriteIn(notice.TimeZone);
        var values = new Dictionary<string, MailValue>
        {
            ["sentence"] = sentences.Of(notice.Kind, notice.Args, formats),
            ["link"] = new MailLink(writer.Absolute(notice.Link), MailsText.Notice_LinkLabel),
        };
        var to = new MailRecipient(notice.EmployeeId, notice.Name, notice.Email, notice.Language, notice.TimeZone);
        return writer.Compose(new MailDraft("Notice", FormattableString.Invariant($"notice:{notice.Id}"), to, values) { OptOutKind = notice.Kind, Mandatory = mandatory });
    }

    private sealed record Waiting(int Id, string Kind, IReadOnlyList<string> Args, string Link, DateTime? ReadAt, int EmployeeId, string Name, string Email, string Language, string TimeZone);
}
