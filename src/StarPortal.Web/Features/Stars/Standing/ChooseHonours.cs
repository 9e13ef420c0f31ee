using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Standing;

/// <summary>A person stays off the honour wall, or comes back to it; it holds at once.</summary>
public sealed class ChooseHonours(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(bool stayOff, Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return SharedErrors.NotAllowed;
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        try
        {
            await db.WriteAsync(
                async () =>
                {
                    if (stayOff == await db.HonourOptOuts.AnyAsync(o => o.EmployeeId == me, cancellation))
                    {
                        return;
                    }

                    if (stayOff)
                    {
                        db.HonourOptOuts.Add(new HonourOptOut(me, now));
                    }
                    else
                    {
                        await db.HonourOptOuts.Where(o => o.EmployeeId == me).ExecuteDeleteAsync(cancellation);
                    }

                    db.Audit(actor, new AuditNote("Stars.HonourChoice", "Employee", me, me, Details: stayOff ? "off the wall" : "on the wall"), now);
                },
                cancellation);
        }
        catch (DbUpdateException) when (stayOff)
        {
            // pressed in two windows at once: the other one has done it
        }

        return Result.Ok;
    }
}
