using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Features.Notifications;

/// <summary>One thing the reader was told.</summary>
public sealed record NotificationRow(int Id, string Kind, IReadOnlyList<string> Args, string Link, DateTime CreatedAt, bool IsRead);

/// <summary>What the reader was told, newest first; nobody reads anybody else's.</summary>
public sealed class NotificationQueries(IDbContextFactory<PortalDbContext> factory)
{
    public const int PageSize = 25;

    public async Task<int> CountUnreadAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return 0;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.Notifications.CountAsync(n => n.EmployeeId == me && n.ReadAt == null, cancellation);
    }

    /// <param name="page">1 upwards.</param>
    public async Task<Page<NotificationRow>> MineAsync(Actor actor, bool onlyUnread, int page, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return new Page<NotificationRow>([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var mine = db.Notifications.AsNoTracking().Where(n => n.EmployeeId == me && (!onlyUnread || n.ReadAt == null));
        var rows = await mine.OrderByDescending(n => n.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(n => new NotificationRow(n.Id, n.Kind, n.Args, n.Link, n.CreatedAt, n.ReadAt != null))
            .ToListAsync(cancellation);
        return new Page<NotificationRow>(rows, await mine.CountAsync(cancellation));
    }
}
