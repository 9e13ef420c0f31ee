using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Writing;

namespace StarPortal.Web.Features.Cycles.CheckIns;

/// <summary>The employee confirms having read a check-in, with a comment or without; who wrote it is told.</summary>
public sealed class ConfirmCheckIn(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public sealed record Command(int CheckInId, string Comment, int Version, string DraftKey, int? DraftVersion);

    public async Task<Result> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await db.CheckIns.SingleOrDefaultAsync(c => c.Id == command.CheckInId, cancellation) is not { } checkIn || !CheckInAccess.CanConfirm(actor, checkIn.EmployeeId))
        {
            return NoteErrors.NoteNotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var seen = checkIn.Version == command.Version;
        var confirmed = checkIn.Confirm(command.Comment, now);
        if (confirmed.Failed || !seen)
        {
            return confirmed.Failed ? confirmed : SharedErrors.ChangedElsewhere;
        }

        return await db.WriteOrTellAsync(
            async () =>
            {
                if (!await db.ConsumeDraftAsync(actor, command.DraftKey, command.DraftVersion, cancellation))
                {
                    return SharedErrors.ChangedElsewhere;
                }

                db.Notify(checkIn.AuthorId, new Notice("Cycles.CheckInRead", $"check-in:{checkIn.Id}", CheckInWords.Href(checkIn.ParticipantId), actor.Name), now);
                db.Audit(actor, new AuditNote("Cycles.CheckInRead", "CheckIn", checkIn.Id, checkIn.EmployeeId), now);
                await db.SaveChangesAsync(cancellation);
                return Result.Ok;
            },
            cancellation);
    }
}
