using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Database;

namespace StarPortal.Web.Features.Reviews.Nominations;

/// <summary>A participant whose reviewers are chosen, with all that the rules ask for.</summary>
internal sealed record NominationScene(
    int CycleId,
    string CycleName,
    CycleState Cycle,
    string TimeZone,
    ReviewRules Rules,
    PhaseState? NominationPhase,
    PhaseState? PeerPhase,
    int ParticipantId,
    ParticipantState Participant,
    int SubjectId,
    string SubjectName,
    int? ManagerId);

/// <summary>
/// What the use cases on nominations have in common. Everything runs inside a write transaction that holds the cycle and has
/// taken the participants' rows: of two choices at once the second sees what the first did, and a closing phase comes wholly
/// before or wholly after.
/// </summary>
internal static class NominationDesk
{
    /// <summary>Runs <paramref name="work"/> over these participants of one cycle.</summary>
    public static async Task<Result> RunAsync(PortalDbContext db, int cycleId, IEnumerable<int> participantIds, Func<Task<Result>> work, CancellationToken cancellation)
    {
        List<int> ids = [.. participantIds.Distinct().Order()];
        try
        {
            return await db.WriteOrTellAsync(
                async () =>
                {
                    if (await db.HoldCycleAsync(cycleId, cancellation) is null)
                    {
                        return SharedErrors.NotAllowed;
                    }

                    foreach (var id in ids)
                    {
                        await db.Participants.Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Version, p => p.Version), cancellation);
                    }

                    return await work();
                },
                cancellation);
        }
        catch (DbUpdateException)
        {
            // the same pair came in by another door at the same moment
            return SharedErrors.ChangedElsewhere;
        }
    }

    public static async Task<NominationScene?> FindAsync(PortalDbContext db, int participantId, CancellationToken cancellation)
    {
        var row = await (
            from participant in db.Participants.AsNoTracking()
            join cycle in db.Cycles.AsNoTracking() on participant.CycleId equals cycle.Id
            where participant.Id == participantId && participant.State != ParticipantState.Withdrawn
            select new { participant, cycle.Name, cycle.State, cycle.TimeZone, cycle.ReviewRules }).SingleOrDefaultAsync(cancellation);
        if (row is null)
        {
            return null;
        }

        var p = row.participant;
        var phases = await db.CyclePhases.AsNoTracking().Where(x => x.CycleId == p.CycleId).ToDictionaryAsync(x => x.Kind, x => x.State, cancellation);
        return new NominationScene(
            p.CycleId, row.Name, row.State, row.TimeZone, row.ReviewRules, phases.Of(PhaseKind.Nomination), phases.Of(PhaseKind.PeerReview),
            p.Id, p.State, p.EmployeeId, p.Name, p.ManagerId);
    }

    /// <summary>Whether this one may review the participant in the group, by everything that is known.</summary>
    /// <param name="asKnownTo">
    /// A participant must not learn from an answer who reviews them already: such a proposal is taken, and changes nothing when
    /// it is approved.
    /// </param>
    public static async Task<Result> MayReviewAsync(
        PortalDbContext db, NominationScene scene, int reviewerId, Relationship group, Chooser asKnownTo, DateTime now, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(ZoneTime.ToLocal(now, TimeZoneInfo.FindSystemTimeZoneById(scene.TimeZone)));
        var reviewer = await db.Employees.AsNoTracking().Where(e => e.Id == reviewerId)
            .Select(e => new { e.ManagerId, Employed = e.LeaveDate == null || e.LeaveDate >= today }).SingleOrDefaultAsync(cancellation);
        if (reviewer is null)
        {
            return SharedErrors.NotAllowed;
        }

        var known = asKnownTo != Chooser.Employee;
        var taken = known ? await TakenAsync(db, scene.ParticipantId, reviewerId, group, cancellation) : null;
        return ReviewerRules.MayReview(new ReviewerCase(
            group, scene.SubjectId, scene.ManagerId, reviewerId, reviewer.ManagerId, reviewer.Employed, taken?.Relationship, taken?.State,
            known && await IsDelegateAsync(db, scene, reviewerId, now, cancellation)));
    }

    /// <summary>Reviewers that count against the group's maximum.</summary>
    public static Task<int> CountAsync(PortalDbContext db, int participantId, Relationship group, CancellationToken cancellation) =>
        db.Reviews.CountAsync(r => r.ParticipantId == participantId && r.Relationship == group && r.State != ReviewState.Declined && r.State != ReviewState.Withdrawn, cancellation);

    /// <summary>The role that stands in the way; one that was withdrawn does so in the same group only.</summary>
    public static Task<Review?> TakenAsync(PortalDbContext db, int participantId, int reviewerId, Relationship group, CancellationToken cancellation) =>
        db.Reviews.AsNoTracking()
            .Where(r => r.ParticipantId == participantId && r.ReviewerId == reviewerId && (r.State != ReviewState.Withdrawn || r.Relationship == group))
            .OrderBy(r => r.State == ReviewState.Withdrawn).ThenBy(r => r.Id).FirstOrDefaultAsync(cancellation);

    /// <summary>Whether this one writes, or will write, another reviewer's review on the participant on their behalf.</summary>
    private static Task<bool> IsDelegateAsync(PortalDbContext db, NominationScene scene, int reviewerId, DateTime now, CancellationToken cancellation) =>
        db.Delegations.AnyAsync(
            d => d.DelegateId == reviewerId && d.State == DelegationState.Accepted && d.EndsAt > now && (d.CycleId == null || d.CycleId == scene.CycleId)
                && db.Reviews.Any(r => r.ParticipantId == scene.ParticipantId && r.ReviewerId == d.DelegatorId && r.State != ReviewState.Withdrawn && r.State != ReviewState.Declined),
            cancellation);

    /// <summary>
    /// Approves and makes the review. The reviewer is told at once when the review can be written; otherwise with the opening
    /// of the phase.
    /// </summary>
    public static async Task<Result> ApproveAsync(
        PortalDbContext db, NominationScene scene, Nomination nomination, int? replaces, Actor actor, DateTime now, CancellationToken cancellation)
    {
        if (Time(scene) is { Failed: true } late)
        {
            return late;
        }

        var taken = await TakenAsync(db, scene.ParticipantId, nomination.ReviewerId, nomination.Relationship, cancellation);
        var hasIt = taken is not null && taken.Relationship == nomination.Relationship && taken.State is not (ReviewState.Declined or ReviewState.Withdrawn);
        if (!hasIt)
        {
            var fits = await MayReviewAsync(db, scene, nomination.ReviewerId, nomination.Relationship, Chooser.Manager, now, cancellation);
            var room = fits.Failed ? fits : ReviewerRules.HasRoom(scene.Rules.Of(nomination.Relationship), await CountAsync(db, scene.ParticipantId, nomination.Relationship, cancellation));
            if (room.Failed)
            {
                return room;
            }
        }

        var approved = nomination.Approve(actor, now, replaces);
        if (approved.Failed)
        {
            return approved;
        }

        db.Audit(
            actor,
            new AuditNote("Reviews.ReviewerApproved", nameof(Nomination), nomination.Id, scene.SubjectId, Details: FormattableString.Invariant($"{nomination.Relationship}: employee {nomination.ReviewerId}")),
            now);
        if (!hasIt)
        {
            await AskAsync(db, scene, nomination.ReviewerId, nomination.Relationship, now, cancellation);
        }

        return Result.Ok;
    }

    public static Result Time(NominationScene scene) =>
        scene.Participant != ParticipantState.Active ? NominationErrors.ParticipantGone : ReviewerRules.TimeToAssign(scene.Cycle, scene.PeerPhase);

    private static async Task AskAsync(PortalDbContext db, NominationScene scene, int reviewerId, Relationship group, DateTime now, CancellationToken cancellation)
    {
        var review = new Review(scene.CycleId, scene.ParticipantId, scene.SubjectId, reviewerId, group);
        db.Reviews.Add(review);
        await db.SaveChangesAsync(cancellation);
        if (scene.PeerPhase != PhaseState.Pending)
        {
            db.Notify(reviewerId, new Notice(NominationNotices.Asked, $"review:{review.Id}", $"/reviews/{review.Id}", scene.SubjectName, scene.CycleName), now);
        }
    }
}

/// <summary>What people are told about reviewers.</summary>
internal static class NominationNotices
{
    /// <summary>To the reviewer. {0} the participant, {1} the cycle.</summary>
    public const string Asked = "Reviews.Asked";

    /// <summary>To the participant, whose proposal was rejected. {0} the person proposed, {1} the cycle.</summary>
    public const string Rejected = "Reviews.ProposalRejected";

    /// <summary>To the manager of somebody whom another manager wants reviewed too. {0} the participant, {1} the cycle.</summary>
    public const string Proposed = "Reviews.ReviewerProposed";

    /// <summary>To the manager. {0} the reviewer who declined, {1} the participant.</summary>
    public const string Declined = "Reviews.Declined";
}
