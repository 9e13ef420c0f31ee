using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Nominations;

/// <param name="Version">The proposal's version that the person saw.</param>
public sealed record SeenNomination(int Id, int Version);

/// <summary>The manager, or HR, approves proposals for people of one cycle: all of those named, or none.</summary>
internal sealed class ApproveNominations(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(IReadOnlyList<SeenNomination> seen, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var ids = seen.Select(s => s.Id).ToList();
        var places = await db.Nominations.AsNoTracking().Where(n => ids.Contains(n.Id)).Select(n => new { n.CycleId, n.ParticipantId }).ToListAsync(cancellation);
        if (places.Count == 0 || places.Count != ids.Distinct().Count() || places.Select(p => p.CycleId).Distinct().Count() > 1)
        {
            return SharedErrors.NotAllowed;
        }

        return await NominationDesk.RunAsync(db, places[0].CycleId, places.Select(p => p.ParticipantId), () => ApproveAsync(db, seen, actor, cancellation), cancellation);
    }

    private async Task<Result> ApproveAsync(PortalDbContext db, IReadOnlyList<SeenNomination> seen, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (id, version) in seen)
        {
            var nomination = await db.Nominations.SingleAsync(n => n.Id == id, cancellation);
            if (await NominationDesk.FindAsync(db, nomination.ParticipantId, cancellation) is not { } scene
                || NominationAccess.DeciderOf(actor, scene.SubjectId, scene.ManagerId) is null)
            {
                return SharedErrors.NotAllowed;
            }

            if (nomination.State != NominationState.Proposed)
            {
                return NominationErrors.Of(nomination.State);
            }

            if (nomination.Version != version)
            {
                return SharedErrors.ChangedElsewhere;
            }

            var approved = await NominationDesk.ApproveAsync(db, scene, nomination, null, actor, now, cancellation);
            if (approved.Failed)
            {
                return approved;
            }
        }

        return Result.Ok;
    }
}
