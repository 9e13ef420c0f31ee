using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;

namespace StarPortal.Web.Features.Notifications;

/// <summary>Marks what the reader was told as read: one, or everything up to what they have on the screen.</summary>
public sealed class ReadNotifications(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public Task<Result> OneAsync(int id, Actor actor, CancellationToken cancellation) => MarkAsync(id, id, actor, cancellation);

    /// <param name="newest">What came later has not been seen yet and stays unread.</param>
    public Task<Result> UpToAsync(int newest, Actor actor, CancellationToken cancellation) => MarkAsync(0, newest, actor, cancellation);

    private async Task<Result> MarkAsync(int first, int last, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return SharedErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        await db.WriteAsync(
            () => db.Notifications.Where(n => n.EmployeeId == me && n.ReadAt == null && n.Id >= first && n.Id <= last)
                .ExecuteUpdateAsync(s => s.SetProperty(n => n.ReadAt, now), cancellation),
            cancellation);
        return Result.Ok;
    }
}
