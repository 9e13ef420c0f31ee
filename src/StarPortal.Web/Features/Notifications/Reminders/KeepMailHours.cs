using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Notifications.Reminders;

public sealed record MailHoursView(TimeOnly QuietFrom, TimeOnly QuietUntil, DateOnly? AwayFrom, DateOnly? AwayUntil, string TimeZone, int Version);

/// <summary>A person says when mail may come.</summary>
public sealed class KeepMailHours(IDbContextFactory<PortalDbContext> factory)
{
    public async Task<MailHoursView?> OfAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var zone = await db.Employees.Where(e => e.Id == actor.EmployeeId).Select(e => e.TimeZone).SingleOrDefaultAsync(cancellation);
        var hours = await db.MailHours.AsNoTracking().SingleOrDefaultAsync(h => h.EmployeeId == actor.EmployeeId, cancellation);
        return zone is null ? null
            : new MailHoursView(hours?.QuietFrom ?? QuietHours.Usual.From, hours?.QuietUntil ?? QuietHours.Usual.Until, hours?.AwayFrom, hours?.AwayUntil, zone, hours?.Version ?? 0);
    }

    public async Task<Result> RunAsync(MailHoursView wanted, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return SharedErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(
            async () =>
            {
                var hours = await db.MailHours.SingleOrDefaultAsync(h => h.EmployeeId == me, cancellation);
                if ((hours?.Version ?? 0) != wanted.Version)
                {
                    return SharedErrors.ChangedElsewhere;
                }

                if (hours is null)
                {
                    hours = new MailHours(me);
                    db.MailHours.Add(hours);
                }

                var set = hours.Set(new QuietHours(wanted.QuietFrom, wanted.QuietUntil), wanted.AwayFrom, wanted.AwayUntil);
                if (set.Succeeded)
                {
                    await db.SaveChangesAsync(cancellation);
                }

                return set;
            },
            cancellation);
    }
}
