using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Features.Notifications.Calendars;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders;

/// <param name="People">Whose day was looked at.</param>
/// <param name="Mails">Digests that had something to say.</param>
/// <param name="Reminders">Tasks that people were reminded of.</param>
public sealed record DigestsSent(int People, int Mails, int Reminders);

/// <summary>
/// Writes the one digest of the day to everybody whose nine o'clock has come: what is to be done in all cycles, and what they
/// were told in the portal and have not read. Read outside, written in short transactions; a person's day is claimed in the
/// one that writes the mail, so that no crash and no second program makes two of it, and days that were missed make one.
/// </summary>
internal sealed class SendDigests(
    IDbContextFactory<PortalDbContext> factory, OpenTasks tasks, MailComposer composer, NoticeSentences sentences, IEnumerable<NoticeKind> kinds, TimeProvider clock)
{
    public const string MailKind = "Digest";

    /// <summary>Told in the portal: how much waits.</summary>
    public const string NoticeOfDigest = "Reminders.Digest";

    /// <summary>Tells a manager that somebody's tasks are overdue.</summary>
    public const string NoticeOfOverdue = "Reminders.Overdue";

    private const int AtOnce = 1_000;

    /// <summary>What is written in this moment may not be seen yet: it comes with the next digest.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(2);

    /// <summary>Of somebody's first digest: what is older is no news.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(7);

    public async Task<DigestsSent> RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var all = await OpenTasks.OpenAsync(db, null, now, cancellation);
        var readers = await DigestReaders.DueAsync(db, all.Calendar, now, cancellation);
        var sum = new DigestsSent(0, 0, 0);
        if (readers.Count == 0)
        {
            return sum;
        }

        var writer = await composer.OpenAsync(cancellation);
        foreach (var chunk in readers.Chunk(AtOnce))
        {
            var scope = all with { AfterId = chunk[0].Reader.Id - 1, UpToId = chunk[^1].Reader.Id };
            var digests = await ComposeAsync(db, scope, chunk, writer, cancellation);
            var sent = await db.WriteAsync(() => WriteAsync(db, digests, now, cancellation), cancellation);
            sum = new(sum.People + sent.People, sum.Mails + sent.Mails, sum.Reminders + sent.Reminders);
        }

        return sum;
    }

    private async Task<List<Digest>> ComposeAsync(PortalDbContext db, TaskScope scope, (DigestReader Reader, DateOnly Day)[] chunk, MailWriter writer, CancellationToken cancellation)
    {
        var open = (await tasks.ReadAsync(db, scope, cancellation)).ToLookup(t => t.EmployeeId);
        var sent = (await db.SentReminders.AsNoTracking().Where(s => s.EmployeeId > scope.AfterId && s.EmployeeId <= scope.UpToId)
            .Select(s => new { s.EmployeeId, s.Task, s.Stage, s.Day }).ToListAsync(cancellation)).ToLookup(s => (s.EmployeeId, s.Task), s => new SentStage(s.Stage, s.Day));
        var news = (await UnreadAsync(db, scope, cancellation)).ToLookup(n => n.EmployeeId);
        return
        [
            .. chunk.Select(c =>
            {
                var chosen = open[c.Reader.Id]
                    .Select(t => new PlannedTask(t, c.Reader.Zone, scope.Calendar, PlannedTask.SettingsOf(t, scope), sent[(t.EmployeeId, t.Key)]).ChosenOn(c.Day, scope.Now))
                    .OfType<ChosenReminder>().ToList();
                var own = chosen.Where(r => r.Stage != ReminderStage.Manager).ToList();
                var told = news[c.Reader.Id].Where(n => n.CreatedAt > (c.Reader.CollectedTo ?? scope.Now - Oldest)).ToList();
                return new Digest(c.Reader, c.Day, chosen, own.Count + told.Count == 0 ? null : Mail(c.Reader, c.Day, own, told, scope.Now, writer));
            }),
        ];
    }

    private OutboxMessage Mail(DigestReader reader, DateOnly day, List<ChosenReminder> own, List<Unread> told, DateTime now, MailWriter writer)
    {
        using var reading = Reading.In(Languages.Nearest(reader.Language));
        var formats = new Formats(clock);
        formats.WriteFor(reader.Zone);
        var lines = DigestLines.Of(own, [.. told.Select(n => (sentences.Of(n.Kind, n.Args, formats), writer.Absolute(n.Link)))], formats, writer.Absolute);
        var values = new Dictionary<string, MailValue>(StringComparer.Ordinal)
        {
            ["summary"] = DigestLines.Summary(own.Count, told.Count),
            ["day"] = Formats.Day(day),
            ["lines"] = new MailLines(lines),
        };
        return writer.Compose(new MailDraft(MailKind, KeyOf(reader.Id, day), new MailRecipient(reader.Id, reader.Name, reader.Email, reader.Language, reader.TimeZone), values)
        {
            Attachments = CalendarAttachment.Of(reader, own, writer.Absolute, now),
        });
    }

    /// <summary>Unread and meant for the digest; what the person does not want by mail stays in the portal.</summary>
    private async Task<List<Unread>> UnreadAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation)
    {
        var wanted = kinds.Where(k => k.Delivery == NoticeDelivery.Digest).Select(k => k.Kind).ToList();
        var optional = kinds.Where(k => !k.Mandatory).Select(k => k.Kind).ToList();
        var (since, until) = (scope.Now - Oldest, scope.Now - Settle);
        return await db.Notifications.AsNoTracking()
            .Where(n => n.EmployeeId > scope.AfterId && n.EmployeeId <= scope.UpToId && n.ReadAt == null && n.CreatedAt <= until && n.CreatedAt > since && wanted.Contains(n.Kind)
                && !db.MailOptOuts.Any(o => o.EmployeeId == n.EmployeeId && o.Kind == n.Kind && optional.Contains(n.Kind)))
            .OrderBy(n => n.Id).Select(n => new Unread(n.EmployeeId, n.Kind, n.Link, n.Args, n.CreatedAt)).ToListAsync(cancellation);
    }

    private static async Task<DigestsSent> WriteAsync(PortalDbContext db, List<Digest> digests, DateTime now, CancellationToken cancellation)
    {
        await db.LockDigestsAsync(cancellation);
        var ids = digests.ConvertAll(d => d.Reader.Id);
        var (first, last) = (ids[0], ids[^1]);
        var known = await db.DigestStates.AsNoTracking().Where(s => s.EmployeeId >= first && s.EmployeeId <= last).ToDictionaryAsync(s => s.EmployeeId, s => s.LastDay, cancellation);
        await db.InsertAsync([.. ids.Where(i => !known.ContainsKey(i)).Select(i => new DigestState(i))], null, cancellation, skipKnown: true);
        // another program was here first
        var mine = digests.Where(d => known.GetValueOrDefault(d.Reader.Id, DateOnly.MinValue) < d.Day).ToList();
        var collected = now - Settle;
        foreach (var group in mine.GroupBy(d => (d.Day, Said: d.Mail is not null)))
        {
            var (day, said, people) = (group.Key.Day, group.Key.Said, group.Select(d => d.Reader.Id).ToList());
            await db.DigestStates.Where(s => people.Contains(s.EmployeeId)).ExecuteUpdateAsync(
                s => s.SetProperty(x => x.LastDay, day).SetProperty(x => x.CollectedTo, collected).SetProperty(x => x.LastAt, x => said ? now : x.LastAt), cancellation);
        }

        await db.InsertAsync([.. mine.SelectMany(d => d.Chosen.Select(r => new SentReminder(d.Reader.Id, r.Task.Key, r.Stage, d.Day, now)))], null, cancellation, skipKnown: true);
        db.Queue(mine.Select(d => d.Mail).OfType<OutboxMessage>());
        foreach (var digest in mine)
        {
            Tell(db, digest, now);
        }

        return new DigestsSent(mine.Count, mine.Count(d => d.Mail is not null), mine.Sum(d => d.Chosen.Count(r => r.Stage != ReminderStage.Manager)));
    }

    private static void Tell(PortalDbContext db, Digest digest, DateTime now)
    {
        var count = digest.Chosen.Count(r => r.Stage != ReminderStage.Manager);
        if (count > 0)
        {
            db.Notify(digest.Reader.Id, new Notice(NoticeOfDigest, KeyOf(digest.Reader.Id, digest.Day), "/", count.ToString(CultureInfo.InvariantCulture)), now);
        }

        // never whom it is about, and nothing at all of what the manager may not know
        var overdue = digest.Chosen.Count(r => r.Stage == ReminderStage.Manager && !r.Task.IsHiddenFrom(digest.Reader.ManagerId));
        if (overdue > 0)
        {
            db.Notify(digest.Reader.ManagerId, new Notice(NoticeOfOverdue, FormattableString.Invariant($"overdue:{digest.Reader.Id}:{digest.Day:yyyy-MM-dd}"), "/", digest.Reader.Name, overdue.ToString(CultureInfo.InvariantCulture)), now);
        }
    }

    private static string KeyOf(int employeeId, DateOnly day) => FormattableString.Invariant($"digest:{employeeId}:{day:yyyy-MM-dd}");

    /// <param name="Mail">Null when there is nothing to say.</param>
    private sealed record Digest(DigestReader Reader, DateOnly Day, IReadOnlyList<ChosenReminder> Chosen, OutboxMessage? Mail);

    private sealed record Unread(int EmployeeId, string Kind, string Link, IReadOnlyList<string> Args, DateTime CreatedAt);
}
