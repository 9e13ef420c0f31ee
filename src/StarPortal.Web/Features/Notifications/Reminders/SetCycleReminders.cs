using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Notifications.Reminders;

/// <summary>HR chooses which reminders a cycle sends.</summary>
internal sealed class SetCycleReminders(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(int cycleId, int version, ReminderSettings settings, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        return await db.WriteOrTellAsync(
            async () =>
            {
                if (!CycleAccess.CanManage(actor) || !await db.Cycles.AnyAsync(c => c.Id == cycleId, cancellation))
                {
                    return SharedErrors.NotAllowed;
                }

                var kept = await db.CycleReminders.SingleOrDefaultAsync(s => s.CycleId == cycleId, cancellation);
                if ((kept?.Version ?? 0) != version)
                {
                    return SharedErrors.ChangedElsewhere;
                }

                if (kept is null)
                {
                    kept = new CycleReminders(cycleId);
                    db.CycleReminders.Add(kept);
                }

                kept.Set(settings with { Left = [.. settings.Left.Distinct().Order()] });
                db.Audit(actor, new AuditNote("Reminders.CycleSet", nameof(Cycle), cycleId, Details: settings.Off ? "off" : $"without: {string.Join(", ", settings.Left)}"), clock.GetUtcNow().UtcDateTime);
                await db.SaveChangesAsync(cancellation);
                return Result.Ok;
            },
            cancellation);
    }
}
