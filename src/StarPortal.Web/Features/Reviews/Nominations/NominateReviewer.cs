using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Nominations;

/// <param name="BothWays">The participant reviews the reviewer as well, each from another team.</param>
/// <param name="ReplacesReviewId">The declined review whose place it takes.</param>
public sealed record NominateReviewerCommand(int ParticipantId, int ReviewerId, Relationship Group, bool BothWays = false, int? ReplacesReviewId = null);

/// <summary>
/// The manager, or HR, chooses a reviewer: proposed and approved in one step. The other direction of a review both ways is
/// decided by who decides about the other participant: at once when that is the same person, otherwise it is put to them.
/// </summary>
internal sealed class NominateReviewer(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(NominateReviewerCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await NominationDesk.FindAsync(db, command.ParticipantId, cancellation) is not { } seen
            || NominationAccess.DeciderOf(actor, seen.SubjectId, seen.ManagerId) is not { } chooser)
        {
            return SharedErrors.NotAllowed;
        }

        var other = !command.BothWays ? null
            : await db.Participants.AsNoTracking().Where(p => p.CycleId == seen.CycleId && p.EmployeeId == command.ReviewerId && p.State == ParticipantState.Active)
                .Select(p => (int?)p.Id).SingleOrDefaultAsync(cancellation);
        if (command.BothWays && (other is null || command.Group != Relationship.CrossTeam))
        {
            return NominationErrors.NotBothWays;
        }

        List<int> concerned = other is { } id ? [seen.ParticipantId, id] : [seen.ParticipantId];
        return await NominationDesk.RunAsync(
            db,
            seen.CycleId,
            concerned,
            async () =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var scene = (await NominationDesk.FindAsync(db, command.ParticipantId, cancellation))!;
                var added = await ChosenReviewer.AddAsync(db, scene, command, chooser, actor, now, cancellation);
                return added.Failed || other is not { } back ? added : await AddBackAsync(db, scene, back, actor, now, cancellation);
            },
            cancellation);
    }

    private static async Task<Result> AddBackAsync(PortalDbContext db, NominationScene there, int participantId, Actor actor, DateTime now, CancellationToken cancellation)
    {
        var scene = (await NominationDesk.FindAsync(db, participantId, cancellation))!;
        var command = new NominateReviewerCommand(scene.ParticipantId, there.SubjectId, Relationship.CrossTeam);
        var known = await db.Nominations.AsNoTracking().AnyAsync(
            n => n.ParticipantId == scene.ParticipantId && n.ReviewerId == there.SubjectId && (n.State == NominationState.Proposed || n.State == NominationState.Approved), cancellation);
        if (known || await NominationDesk.TakenAsync(db, scene.ParticipantId, there.SubjectId, Relationship.CrossTeam, cancellation) is not null)
        {
            // that direction is there already, in whatever role: it stays as it is
            return Result.Ok;
        }

        return NominationAccess.DeciderOf(actor, scene.SubjectId, scene.ManagerId) is { } chooser
            ? await ChosenReviewer.AddAsync(db, scene, command, chooser, actor, now, cancellation)
            : await PutToManagerAsync(db, scene, there.SubjectId, actor, now, cancellation);
    }

    private static async Task<Result> PutToManagerAsync(PortalDbContext db, NominationScene scene, int reviewerId, Actor actor, DateTime now, CancellationToken cancellation)
    {
        var fits = await NominationDesk.MayReviewAsync(db, scene, reviewerId, Relationship.CrossTeam, Chooser.Manager, now, cancellation);
        if (fits.Failed)
        {
            return fits;
        }

        var nomination = await db.Nominations.SingleOrDefaultAsync(n => n.ParticipantId == scene.ParticipantId && n.ReviewerId == reviewerId, cancellation);
        if (nomination is null)
        {
            nomination = new Nomination(new NominationOf(scene.CycleId, scene.ParticipantId, scene.SubjectId, reviewerId, Relationship.CrossTeam), Chooser.Manager, actor, now);
            db.Nominations.Add(nomination);
        }
        else if (nomination.ProposeAgain(Relationship.CrossTeam, Chooser.Manager, actor, now) is { Failed: true } stop)
        {
            return stop;
        }

        await db.SaveChangesAsync(cancellation);
        db.Audit(actor, new AuditNote("Reviews.ReviewerProposed", nameof(Nomination), nomination.Id, scene.SubjectId, Details: FormattableString.Invariant($"{Relationship.CrossTeam}: employee {reviewerId}")), now);
        db.Notify(scene.ManagerId, new Notice(NominationNotices.Proposed, $"nomination:{nomination.Id}", "/reviews/team/nominations", scene.SubjectName, scene.CycleName), now);
        return Result.Ok;
    }
}

/// <summary>Adds a reviewer whom the manager or HR chose; only inside <see cref="NominationDesk.RunAsync"/>.</summary>
internal static class ChosenReviewer
{
    public static async Task<Result> AddAsync(
        PortalDbContext db, NominationScene scene, NominateReviewerCommand command, Chooser chooser, Actor actor, DateTime now, CancellationToken cancellation)
    {
        // a replacement fills a place that was there: whoever is asked for it may choose it
        var may = command.ReplacesReviewId is { } declined
            ? await MayReplaceAsync(db, scene, declined, command.Group, cancellation)
            : ReviewerRules.MayChoose(chooser, scene.Rules.Of(command.Group));
        if (may.Failed)
        {
            return may;
        }

        var fits = await NominationDesk.MayReviewAsync(db, scene, command.ReviewerId, command.Group, chooser, now, cancellation);
        if (fits.Failed)
        {
            return fits;
        }

        var nomination = await db.Nominations.SingleOrDefaultAsync(n => n.ParticipantId == scene.ParticipantId && n.ReviewerId == command.ReviewerId, cancellation);
        if (nomination is null)
        {
            nomination = new Nomination(new NominationOf(scene.CycleId, scene.ParticipantId, scene.SubjectId, command.ReviewerId, command.Group), chooser, actor, now);
            db.Nominations.Add(nomination);
        }
        else if (nomination.State != NominationState.Proposed && nomination.ProposeAgain(command.Group, chooser, actor, now) is { Failed: true } stop)
        {
            return stop;
        }
        else if (nomination.Relationship != command.Group)
        {
            return NominationErrors.AlreadyProposed;
        }

        await db.SaveChangesAsync(cancellation);
        return await NominationDesk.ApproveAsync(db, scene, nomination, command.ReplacesReviewId, actor, now, cancellation);
    }

    private static async Task<Result> MayReplaceAsync(PortalDbContext db, NominationScene scene, int reviewId, Relationship group, CancellationToken cancellation)
    {
        var declined = await db.Reviews.AsNoTracking().AnyAsync(
            r => r.Id == reviewId && r.ParticipantId == scene.ParticipantId && r.Relationship == group && r.State == ReviewState.Declined, cancellation);
        return !declined ? NominationErrors.NotDeclined
            : await db.Nominations.AnyAsync(n => n.ReplacesReviewId == reviewId && n.State == NominationState.Approved, cancellation) ? NominationErrors.AlreadyReplaced
            : Result.Ok;
    }
}
