using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Features.Notifications.Outbox;

/// <summary>HR says that an address works again: the next mail is sent to it.</summary>
public sealed class ClearRefusedAddress(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(string address, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (!NotificationAccess.CanClearAddresses(actor) || await db.RefusedAddresses.SingleOrDefaultAsync(a => a.Address == address, cancellation) is not { } refused)
        {
            return SharedErrors.NotAllowed;
        }

        var employeeId = await db.Employees.Where(e => e.Email == address).Select(e => (int?)e.Id).SingleOrDefaultAsync(cancellation);
        db.RefusedAddresses.Remove(refused);
        db.Audit(actor, new AuditNote("Notifications.AddressCleared", "Employee", employeeId, employeeId), clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellation);
        return Result.Ok;
    }
}
