using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Nominations;

public sealed record ProposeReviewerCommand(int ParticipantId, int ReviewerId, Relationship Group);

/// <summary>A participant proposes somebody who is to review them; the manager decides.</summary>
internal sealed class ProposeReviewer(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    public async Task<Result> RunAsync(ProposeReviewerCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await NominationDesk.FindAsync(db, command.ParticipantId, cancellation) is not { } seen || !NominationAccess.CanPropose(actor, seen.SubjectId))
        {
            return SharedErrors.NotAllowed;
        }

        return await NominationDesk.RunAsync(db, seen.CycleId, [seen.ParticipantId], () => ProposeAsync(db, command, actor, cancellation), cancellation);
    }

    private async Task<Result> ProposeAsync(PortalDbContext db, ProposeReviewerCommand command, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var scene = (await NominationDesk.FindAsync(db, command.ParticipantId, cancellation))!;
        var rule = scene.Rules.Of(command.Group);
        var mine = await db.Nominations.CountAsync(
            n => n.ParticipantId == scene.ParticipantId && n.Relationship == command.Group && n.Chooser == Chooser.Employee
                && (n.State == NominationState.Proposed || n.State == NominationState.Approved),
            cancellation);
        Result[] checks =
        [
            NominationDesk.Time(scene),
            ReviewerRules.TimeToPropose(scene.Cycle, scene.NominationPhase),
            ReviewerRules.MayChoose(Chooser.Employee, rule),
            // only what the participant proposed counts here: a number that moved when somebody declined would tell of it
            ReviewerRules.HasRoom(rule, mine),
            await NominationDesk.MayReviewAsync(db, scene, command.ReviewerId, command.Group, Chooser.Employee, now, cancellation),
        ];
        if (Array.Find(checks, c => c.Failed) is { } stop)
        {
            return stop;
        }

        var nomination = await db.Nominations.SingleOrDefaultAsync(n => n.ParticipantId == scene.ParticipantId && n.ReviewerId == command.ReviewerId, cancellation);
        if (nomination is null)
        {
            nomination = new Nomination(new NominationOf(scene.CycleId, scene.ParticipantId, scene.SubjectId, command.ReviewerId, command.Group), Chooser.Employee, actor, now);
            db.Nominations.Add(nomination);
        }
        else if (nomination is { Chooser: Chooser.Employee } or { State: NominationState.Rejected or NominationState.Withdrawn })
        {
            var again = nomination.ProposeAgain(command.Group, Chooser.Employee, actor, now);
            if (again.Failed)
            {
                return again;
            }
        }
        else
        {
            // the manager chose the same person before: from here on it is the participant's proposal as well, and says no more
            nomination.TakeOver(actor, now);
        }

        await db.SaveChangesAsync(cancellation);
        db.Audit(
            actor,
            new AuditNote("Reviews.ReviewerProposed", nameof(Nomination), nomination.Id, scene.SubjectId, Details: FormattableString.Invariant($"{command.Group}: employee {command.ReviewerId}")),
            now);
        return Result.Ok;
    }
}
