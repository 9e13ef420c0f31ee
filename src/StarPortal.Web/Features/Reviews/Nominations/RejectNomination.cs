using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Nominations;

/// <param name="InsteadId">Somebody else who is to review in the place of the one proposed; null for nobody.</param>
public sealed record RejectNominationCommand(int NominationId, int Version, string Reason, int? InsteadId = null);

/// <summary>The manager, or HR, turns a proposal down with a reason that the participant reads, and may choose somebody else in the same step.</summary>
internal sealed class RejectNomination(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(RejectNominationCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var seen = await db.Nominations.AsNoTracking().SingleOrDefaultAsync(n => n.Id == command.NominationId, cancellation);
        return seen is null
            ? SharedErrors.NotAllowed
            : await NominationDesk.RunAsync(db, seen.CycleId, [seen.ParticipantId], () => RejectAsync(db, command, actor, cancellation), cancellation);
    }

    private async Task<Result> RejectAsync(PortalDbContext db, RejectNominationCommand command, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var nomination = await db.Nominations.SingleAsync(n => n.Id == command.NominationId, cancellation);
        if (await NominationDesk.FindAsync(db, nomination.ParticipantId, cancellation) is not { } scene
            || NominationAccess.DeciderOf(actor, scene.SubjectId, scene.ManagerId) is not { } chooser)
        {
            return SharedErrors.NotAllowed;
        }

        if (nomination.State == NominationState.Proposed && nomination.Version != command.Version)
        {
            return SharedErrors.ChangedElsewhere;
        }

        var rejected = nomination.Reject(command.Reason, actor, now);
        if (rejected.Failed)
        {
            return rejected;
        }

        db.Audit(
            actor,
            new AuditNote("Reviews.ProposalRejected", nameof(Nomination), nomination.Id, scene.SubjectId, nomination.Reason!, FormattableString.Invariant($"{nomination.Relationship}: employee {nomination.ReviewerId}")),
            now);
        if (nomination.Chooser == Chooser.Employee)
        {
            var name = await db.Employees.Where(e => e.Id == nomination.ReviewerId).Select(e => e.Name).SingleAsync(cancellation);
            db.Notify(scene.SubjectId, new Notice(NominationNotices.Rejected, FormattableString.Invariant($"nomination:{nomination.Id}:{nomination.Version}"), "/nominations", name, scene.CycleName), now);
        }

        return command.InsteadId is { } instead
            ? await ChosenReviewer.AddAsync(db, scene, new NominateReviewerCommand(scene.ParticipantId, instead, nomination.Relationship), chooser, actor, now, cancellation)
            : Result.Ok;
    }
}
