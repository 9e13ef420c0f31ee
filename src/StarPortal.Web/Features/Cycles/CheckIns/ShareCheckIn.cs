using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Database;
using StarPortal.Web.Shared.Writing;

namespace StarPortal.Web.Features.Cycles.CheckIns;

/// <summary>The manager shares a mid-term check with the employee. The draft it was written in is consumed: two windows share it once.</summary>
public sealed class ShareCheckIn(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public sealed record Command(int ParticipantId, CheckInContent Content, string DraftKey, int? DraftVersion);

    /// <returns>The check-in's identifier.</returns>
    public async Task<Result<int>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var participant = await db.Participants.AsNoTracking().SingleOrDefaultAsync(p => p.Id == command.ParticipantId, cancellation);
        if (participant is null || !CheckInAccess.CanWrite(actor, participant.ManagerId, participant.EmployeeId, participant.State))
        {
            return NoteErrors.NoteNotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var shared = CheckIn.Share(participant.CycleId, participant.Id, participant.EmployeeId, actor.EmployeeId!.Value, command.Content, now);
        return shared.Failed
            ? Result<int>.Fail(shared.Errors)
            : await db.WriteOrTellAsync<int>(
                async () =>
                {
                    var state = await db.HoldCycleAsync(participant.CycleId, cancellation);
                    var phase = await db.CyclePhases.Where(p => p.CycleId == participant.CycleId && p.Kind == PhaseKind.MidTermCheck)
                        .Select(p => (PhaseState?)p.State).SingleOrDefaultAsync(cancellation);
                    if (state is null || !CheckInAccess.IsOpen(state.Value, phase))
                    {
                        return NoteErrors.CheckInClosed;
                    }

                    if (!await db.ConsumeDraftAsync(actor, command.DraftKey, command.DraftVersion, cancellation))
                    {
                        return SharedErrors.ChangedElsewhere;
                    }

                    db.CheckIns.Add(shared.Value);
                    await db.SaveChangesAsync(cancellation);
                    db.Notify(participant.EmployeeId, new Notice("Cycles.CheckInShared", $"check-in:{shared.Value.Id}", CheckInWords.Href(participant.Id), actor.Name), now);
                    db.Audit(actor, new AuditNote("Cycles.CheckInShared", "CheckIn", shared.Value.Id, participant.EmployeeId), now);
                    await db.SaveChangesAsync(cancellation);
                    return shared.Value.Id;
                },
                cancellation);
    }
}
