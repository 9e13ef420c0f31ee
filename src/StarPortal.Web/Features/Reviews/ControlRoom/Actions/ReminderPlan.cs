using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Features.Reviews.ControlRoom.Actions;

/// <summary>Somebody who would be reminded of all they still have to write.</summary>
public sealed record Reminded(int EmployeeId, string Name, string Number, int Reviews);

/// <param name="People">Who is reminded, by name.</param>
/// <param name="Today">Were reminded today already and are left alone.</param>
/// <param name="Gone">Have left the company.</param>
/// <param name="Selected">Reviews in the selection, whatever their state.</param>
public sealed record ReminderPreview(IReadOnlyList<Reminded> People, int Today, int Gone, int Selected)
{
    public int Reviews => People.Sum(p => p.Reviews);
}

/// <summary>Who is reminded of what: one notice per person and day, summing up all of the cycle that still waits for them.</summary>
internal sealed class ReminderPlan(IDbContextFactory<PortalDbContext> factory, SelectedReviews selected, TimeProvider clock)
{
    public const string Kind = "Reviews.Reminder";

    public const string DelegateKind = "Reviews.DelegateReminder";

    public async Task<ReminderPreview> PreviewAsync(int cycleId, RoomSelection selection, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return actor.IsHr && await RoomCycles.ReadAsync(db, cycleId, cancellation) is { } cycle
            ? await OfAsync(db, cycle, selection, actor, cancellation)
            : new ReminderPreview([], 0, 0, 0);
    }

    /// <summary>How many people would be reminded; quicker than to name them.</summary>
    public async Task<int> CountAsync(RoomCycle cycle, RoomSelection selection, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return 0;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var (key, today) = (KeyOf(cycle, now), TodayOf(cycle, now));
        var writers = (await selected.OfAsync(db, cycle, selection, actor, cancellation)).Where(RoomReviews.IsOpen).Select(r => r.ReviewerId).Distinct();
        return await writers.Join(db.Employees, id => id, e => e.Id, (_, e) => e)
            .CountAsync(e => (e.LeaveDate == null || e.LeaveDate >= today) && !db.Notifications.Any(n => n.EmployeeId == e.Id && n.Kind == Kind && n.Key == key), cancellation);
    }

    public async Task<ReminderPreview> OfAsync(PortalDbContext db, RoomCycle cycle, RoomSelection selection, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var chosen = await selected.OfAsync(db, cycle, selection, actor, cancellation);
        var writers = chosen.Where(RoomReviews.IsOpen).Select(r => r.ReviewerId).Distinct();
        var key = KeyOf(cycle, now);
        var today = TodayOf(cycle, now);
        var people = await RoomReviews.Of(db, cycle.Id, actor).AsNoTracking()
            .Where(RoomReviews.IsOpen)
            .Where(r => writers.Contains(r.ReviewerId))
            .GroupBy(r => r.ReviewerId)
            .Select(g => new { ReviewerId = g.Key, Count = g.Count() })
            .Join(db.Employees, x => x.ReviewerId, e => e.Id, (x, e) => new
            {
                e.Id,
                e.Name,
                e.Number,
                x.Count,
                Gone = e.LeaveDate != null && e.LeaveDate < today,
                Told = db.Notifications.Any(n => n.EmployeeId == e.Id && n.Kind == Kind && n.Key == key),
            })
            .OrderBy(x => x.Name).ThenBy(x => x.Id)
            .ToListAsync(cancellation);
        return new ReminderPreview(
            [.. people.Where(p => p is { Gone: false, Told: false }).Select(p => new Reminded(p.Id, p.Name, p.Number, p.Count))],
            people.Count(p => p is { Gone: false, Told: true }),
            people.Count(p => p.Gone),
            await chosen.CountAsync(cancellation));
    }

    /// <summary>The same on every try of one day: nobody is reminded twice.</summary>
    public static Notice NoticeOf(RoomCycle cycle, int reviews, DateTime now) =>
        new(Kind, KeyOf(cycle, now), "/reviews", reviews.ToString(CultureInfo.InvariantCulture), cycle.Name);

    /// <summary>To whoever writes for the reviewer meanwhile.</summary>
    public static Notice DelegateNoticeOf(RoomCycle cycle, int reviewerId, string reviewer, DateTime now) =>
        new(DelegateKind, string.Create(CultureInfo.InvariantCulture, $"{KeyOf(cycle, now)}:{reviewerId}"), "/reviews", reviewer, cycle.Name);

    private static DateOnly TodayOf(RoomCycle cycle, DateTime now) => DateOnly.FromDateTime(ZoneTime.ToLocal(now, TimeZoneInfo.FindSystemTimeZoneById(cycle.TimeZone)));

    private static string KeyOf(RoomCycle cycle, DateTime now)
    {
        var day = ZoneTime.ToLocal(now, TimeZoneInfo.FindSystemTimeZoneById(cycle.TimeZone));
        return string.Create(CultureInfo.InvariantCulture, $"cycle:{cycle.Id}:{day:yyyyMMdd}");
    }
}
