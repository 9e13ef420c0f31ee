using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Reviews.ControlRoom.People;

/// <summary>HR looked at everything that happened to one participant: that goes into the audit trail.</summary>
internal sealed class RecordParticipantLook(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task RunAsync(int participantId, int employeeId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        db.Audit(actor, new AuditNote("Reviews.ParticipantViewed", nameof(Participant), participantId, employeeId), clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellation);
    }
}
