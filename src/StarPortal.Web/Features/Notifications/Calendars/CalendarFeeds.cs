using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Calendar;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Notifications.Reminders;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Calendars;

/// <param name="ReadAt">When some program last read it; null when none did.</param>
public sealed record FeedView(DateTime CreatedAt, DateTime? ReadAt);

/// <summary>A calendar as it is given out, with a mark that changes with it.</summary>
public sealed record FeedFile(string Text, string ETag);

/// <summary>
/// A person's calendar under a secret address. The secret has 256 random bits, is shown once and kept as a hash; a new one
/// ends the earlier one.
/// </summary>
public sealed class CalendarFeeds(IDbContextFactory<PortalDbContext> factory, OpenTasks tasks, PortalLinks links, TimeProvider clock)
{
    private const int SecretBytes = 32;

    public async Task<FeedView?> OfAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.CalendarFeeds.AsNoTracking().Where(f => f.EmployeeId == actor.EmployeeId).Select(f => new FeedView(f.CreatedAt, f.ReadAt)).SingleOrDefaultAsync(cancellation);
    }

    /// <returns>The address; it cannot be read again.</returns>
    public async Task<Result<string>> RenewAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return SharedErrors.NotAllowed;
        }

        var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(SecretBytes));
        await using var db = await factory.CreateDbContextAsync(cancellation);
        await db.WriteAsync(
            async () =>
            {
                await db.CalendarFeeds.Where(f => f.EmployeeId == me).ExecuteDeleteAsync(cancellation);
                db.CalendarFeeds.Add(new CalendarFeed(me, HashOf(secret), clock.GetUtcNow().UtcDateTime));
                await db.SaveChangesAsync(cancellation);
            },
            cancellation);
        return Result<string>.Of(links.Absolute($"/calendar/{secret}.ics"));
    }

    public async Task RevokeAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        await db.WriteAsync(() => db.CalendarFeeds.Where(f => f.EmployeeId == actor.EmployeeId).ExecuteDeleteAsync(cancellation), cancellation);
    }

    /// <summary>The calendar of a secret; null when there is no such one, or its person has left or may not sign in.</summary>
    public async Task<FeedFile?> ReadAsync(string secret, CancellationToken cancellation)
    {
        var (hash, now) = (HashOf(secret), clock.GetUtcNow().UtcDateTime);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var feed = await db.CalendarFeeds.AsNoTracking().Where(f => f.SecretHash == hash).Select(f => new { f.EmployeeId, f.ReadAt }).SingleOrDefaultAsync(cancellation);
        if (feed is null || await DigestReaders.Of(db, db.Employees.Where(e => e.Id == feed.EmployeeId)).SingleOrDefaultAsync(cancellation) is not { } person || person.LeaveDate < DateOnly.FromDateTime(now))
        {
            return null;
        }

        var scope = await OpenTasks.OpenAsync(db, null, now, cancellation);
        var open = await tasks.ReadAsync(db, scope with { AfterId = person.Id - 1, UpToId = person.Id }, cancellation);
        using var reading = Reading.In(Languages.Nearest(person.Language));
        var titled = open.Select(t => (Task: t, Title: TaskEvents.TitleOf(t))).ToDictionary(t => t.Task.Key);
        var items = await db.CalendarItems.AsNoTracking().Where(i => i.EmployeeId == person.Id).ToListAsync(cancellation);
        var changes = titled.Values.Any(t => items.Find(i => i.Key == t.Task.Key) is not { } known || known.Cancelled || known.Title != t.Title || known.DueAt != t.Task.Dates.DueAt)
            || items.Exists(i => !i.Cancelled && !titled.ContainsKey(i.Key));
        if (changes || !(feed.ReadAt > now.AddHours(-1)))
        {
            items = await db.WriteAsync(() => KeepAsync(db, person.Id, titled.ToDictionary(t => t.Key, t => (t.Value.Title, t.Value.Task.Dates.DueAt)), now, cancellation), cancellation);
        }

        var events = items.Where(i => titled.ContainsKey(i.Key) || (i.Cancelled && i.ChangedAt > now - CalendarItem.ToldFor)).OrderBy(i => i.DueAt).ThenBy(i => i.Key, StringComparer.Ordinal)
            .Select(i => titled.TryGetValue(i.Key, out var t)
                ? TaskEvents.Of(t.Task, person.Zone, p => links.Absolute(p), i.Sequence, i.ChangedAt)
                : new IcsEvent(TaskEvents.UidOf(person.Id, i.Key), i.Title, "", "", i.DueAt, TaskEvents.AllDay(i.DueAt, person.Zone), i.Sequence, i.ChangedAt, Cancelled: true)).ToList();
        // stamped by its last change: the same entries are the same file, byte for byte
        var stamp = items.Count == 0 ? DateTime.UnixEpoch : items.Max(i => i.ChangedAt);
        var text = IcsWriter.Write(RemindersText.CalendarName, events, stamp);
        return new FeedFile(text, $"\"{HashOf(text)[..32]}\"");
    }

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static async Task<List<CalendarItem>> KeepAsync(PortalDbContext db, int employeeId, Dictionary<string, (string Title, DateTime DueAt)> open, DateTime now, CancellationToken cancellation)
    {
        await db.CalendarFeeds.Where(f => f.EmployeeId == employeeId).ExecuteUpdateAsync(s => s.SetProperty(f => f.ReadAt, now), cancellation);
        var items = await db.CalendarItems.Where(i => i.EmployeeId == employeeId).ToListAsync(cancellation);
        foreach (var item in items)
        {
            _ = open.TryGetValue(item.Key, out var task) ? item.Is(task.Title, task.DueAt, now) : item.Cancel(now);
        }

        foreach (var (key, task) in open.Where(o => !items.Exists(i => i.Key == o.Key)))
        {
            var item = new CalendarItem(employeeId, key, task.Title, task.DueAt, now);
            db.CalendarItems.Add(item);
            items.Add(item);
        }

        await db.SaveChangesAsync(cancellation);
        return items;
    }
}

/// <summary>Where calendar programs read. Whoever has the address is let in: it is the secret.</summary>
internal static class CalendarFeedEndpoints
{
    public static void MapCalendarFeeds(this IEndpointRouteBuilder app) =>
        app.MapGet("/calendar/{secret}.ics", SendAsync).AllowAnonymous().RequireRateLimiting(RateLimits.Public);

    private static async Task<IResult> SendAsync(string secret, CalendarFeeds feeds, HttpContext http, CancellationToken cancellation)
    {
        if (secret.Length > 100 || await feeds.ReadAsync(secret, cancellation) is not { } file)
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = "private, max-age=300";
        http.Response.Headers.ETag = file.ETag;
        return http.Request.Headers.IfNoneMatch.Any(e => e == file.ETag)
            ? (IResult)TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Text(file.Text, "text/calendar", Encoding.UTF8);
    }
}
