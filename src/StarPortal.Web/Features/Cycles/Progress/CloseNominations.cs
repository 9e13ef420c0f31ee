using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Cycles.Progress;

/// <summary>
/// What follows from the phases around reviewers: proposals on which nobody decided count as approved when their phase closes,
/// and reviewers are told when theirs opens. Set-based, in the transaction that moves the phase.
/// </summary>
internal static class CloseNominations
{
    /// <summary>To every reviewer of a group, once per cycle. {0} the cycle.</summary>
    public const string ReviewsOpen = "Cycles.ReviewsOpen";

    /// <summary>
    /// Approves what fits, also where a group stays below its minimum: earlier proposals first, up to the group's maximum. What
    /// does not fit any more is rejected. A proposal of somebody who has a review on the participant already counts as approved
    /// and changes nothing: the participant must not see a difference.
    /// </summary>
    /// <returns>How many were approved.</returns>
    public static async Task<int> ApproveAsync(PortalDbContext db, Cycle cycle, DateTime now, CancellationToken cancellation)
    {
        var open = cycle.Phase(PhaseKind.PeerReview)?.State != PhaseState.Closed;
        var maxima = string.Join(' ', ReviewerRules.Groups.Select(g => FormattableString.Invariant($"WHEN '{g}' THEN {(open ? cycle.ReviewRules.Of(g).Maximum : 0)}")));
        // nothing but names of groups and whole numbers is put into the text
        var insert =
            $$"""
            INSERT INTO "Reviews" ("CycleId", "ParticipantId", "SubjectId", "ReviewerId", "Relationship", "State", "PreviousManager", "Published", "Version")
            SELECT w."CycleId", w."ParticipantId", w."SubjectId", w."ReviewerId", w."Relationship", 'NotStarted', FALSE, FALSE, 0
            FROM (
              SELECT n.*, ROW_NUMBER() OVER (PARTITION BY n."ParticipantId", n."Relationship" ORDER BY n."ProposedAt", n."Id") AS place,
                (SELECT COUNT(*) FROM "Reviews" x WHERE x."ParticipantId" = n."ParticipantId" AND x."Relationship" = n."Relationship" AND x."State" NOT IN ('Declined', 'Withdrawn')) AS there
              FROM "Nominations" n
              JOIN "Participants" p ON p."Id" = n."ParticipantId"
              JOIN "Employees" e ON e."Id" = n."ReviewerId"
              WHERE n."CycleId" = {0} AND n."State" = 'Proposed' AND p."State" = 'Active'
                AND (p."ManagerId" IS NULL OR p."ManagerId" <> n."ReviewerId") AND n."ReviewerId" <> n."SubjectId"
                AND (e."LeaveDate" IS NULL OR e."LeaveDate" >= {1})
                AND (n."Relationship" = 'Report') = (e."ManagerId" IS NOT NULL AND e."ManagerId" = n."SubjectId")
                AND NOT EXISTS (SELECT 1 FROM "Reviews" r WHERE r."ParticipantId" = n."ParticipantId" AND r."ReviewerId" = n."ReviewerId")
            ) w
            WHERE w.place + w.there <= CASE w."Relationship" {{maxima}} ELSE 0 END
            ORDER BY w."ParticipantId", w."Id"
            ON CONFLICT DO NOTHING
            """;
        await db.Database.ExecuteSqlRawAsync(insert, [cycle.Id, cycle.Today(now)], cancellation);
        var proposed = db.Nominations.Where(n => n.CycleId == cycle.Id && n.State == NominationState.Proposed);
        var approved = await proposed.Where(n => db.Reviews.Any(r => r.ParticipantId == n.ParticipantId && r.ReviewerId == n.ReviewerId))
            .ExecuteUpdateAsync(
                s => s.SetProperty(n => n.State, NominationState.Approved)
                    .SetProperty(n => n.ApprovedAutomatically, true)
                    .SetProperty(n => n.DecidedAt, now)
                    .SetProperty(n => n.Version, n => n.Version + 1),
                cancellation);
        await proposed.ExecuteUpdateAsync(
            s => s.SetProperty(n => n.State, NominationState.Rejected).SetProperty(n => n.DecidedAt, now).SetProperty(n => n.Version, n => n.Version + 1),
            cancellation);
        if (cycle.IsOpen(PhaseKind.PeerReview))
        {
            await TellReviewersAsync(db, cycle, now, cancellation);
        }

        return approved;
    }

    /// <summary>Everybody of a group who has something to write is told that they can; each once per cycle.</summary>
    public static async Task TellReviewersAsync(PortalDbContext db, Cycle cycle, DateTime now, CancellationToken cancellation)
    {
        var reviewers = await db.Reviews.AsNoTracking()
            .Where(r => r.CycleId == cycle.Id && r.Relationship != Relationship.Self && r.Relationship != Relationship.Manager
                && (r.State == ReviewState.NotStarted || r.State == ReviewState.Draft))
            .Select(r => r.ReviewerId).Distinct().ToListAsync(cancellation);
        db.Notify(reviewers, new Notice(ReviewsOpen, string.Create(CultureInfo.InvariantCulture, $"cycle:{cycle.Id}"), "/reviews", cycle.Name), now);
    }
}
