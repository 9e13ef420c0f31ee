using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Calendar;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Identity;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Cycles.Progress;

/// <summary>
/// When the manager review phase closes, each review that was not handed in is asked of the next level up, as the
/// organisation is now; where there is nobody, HR is told. What the manager had written stays theirs alone: the next level
/// judges by itself. Inside <see cref="MovePhase"/>'s transaction, by few statements, and repeatable.
/// </summary>
internal static class EscalateReviews
{
    /// <summary>Working days that the next level has: they did not plan for it.</summary>
    public const int WorkingDays = 3;

    public static async Task<int> RunAsync(PortalDbContext db, Cycle cycle, Actor actor, DateTime now, CancellationToken cancellation)
    {
        var end = OwnEnd.After(now, WorkingDays, TimeZoneInfo.FindSystemTimeZoneById(cycle.TimeZone), await db.WorkCalendarAsync(cancellation));
        var asked = await AskAgainAsync(db, cycle.Id, end, cancellation) + await AskAsync(db, cycle, end, now, cancellation);
        await TellAsync(db, cycle, end, now, cancellation);
        var nobody = await NobodyAboveAsync(db, cycle.Id, cancellation);
        if (nobody > 0)
        {
            var sets = AccountAccess.SetsWith(Roles.HR);
            var hr = await db.Users.Where(u => !u.Disabled && u.EmployeeId != null && sets.Contains(u.Roles)).Select(u => u.EmployeeId!.Value).ToListAsync(cancellation);
            db.Notify(hr, new Notice("Cycles.NobodyAbove", FormattableString.Invariant($"cycle:{cycle.Id}:{now:yyyyMMddHHmmss}"), $"/cycles/{cycle.Id}", cycle.Name), now);
        }

        if (asked + nobody > 0)
        {
            db.Audit(actor, new AuditNote("Cycles.ReviewsEscalated", "Cycle", cycle.Id, Details: FormattableString.Invariant($"{asked} asked of the next level up until {end:yyyy-MM-dd HH:mm} UTC, {nobody} with nobody above")), now);
        }

        return asked;
    }

    /// <summary>
    /// A manager's own time ran out after the phase had closed: the next level is asked as it would have been then. Nobody is
    /// asked again whom HR has relieved since.
    /// </summary>
    public static async Task<int> LateAsync(PortalDbContext db, Cycle cycle, Actor actor, DateTime now, CancellationToken cancellation)
    {
        if (cycle.State != CycleState.Running || cycle.Phase(PhaseKind.ManagerReview) is not { State: PhaseState.Closed })
        {
            return 0;
        }

        var end = OwnEnd.After(now, WorkingDays, TimeZoneInfo.FindSystemTimeZoneById(cycle.TimeZone), await db.WorkCalendarAsync(cancellation));
        var asked = await AskAsync(db, cycle, end, now, cancellation);
        if (asked > 0)
        {
            await TellAsync(db, cycle, end, now, cancellation);
            db.Audit(actor, new AuditNote("Cycles.ReviewsEscalated", "Cycle", cycle.Id, Details: FormattableString.Invariant($"{asked} asked of the next level up until {end:yyyy-MM-dd HH:mm} UTC")), now);
        }

        return asked;
    }

    /// <summary>
    /// The phase is open again. The manager writes after all, and whoever was asked in their place is asked no more; unless
    /// they have begun: then the review stays with them.
    /// </summary>
    /// <returns>Managers' reviews that stay missed.</returns>
    public static async Task<IQueryable<Review>> TakeBackAsync(PortalDbContext db, int cycleId, IQueryable<Review> missed, CancellationToken cancellation)
    {
        await Escalated(db, cycleId).Where(r => r.SavedAt == null && (r.State == ReviewState.NotStarted || r.State == ReviewState.Missed))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.Withdrawn).SetProperty(r => r.Version, r => r.Version + 1), cancellation);
        return missed.Where(r => r.EscalatedFromId == null && !db.Reviews.Any(e => e.EscalatedFromId == r.Id && e.State != ReviewState.Withdrawn));
    }

    private static IQueryable<Review> Escalated(PortalDbContext db, int cycleId) =>
        db.Reviews.Where(r => r.CycleId == cycleId && r.EscalatedFromId != null && r.State != ReviewState.Withdrawn);

    /// <summary>Those whom a reopened phase had relieved are asked again.</summary>
    private static Task<int> AskAgainAsync(PortalDbContext db, int cycleId, DateTime end, CancellationToken cancellation) =>
        db.Reviews
            .Where(r => r.CycleId == cycleId && r.EscalatedFromId != null && r.State == ReviewState.Withdrawn && r.SavedAt == null && !r.PreviousManager)
            .Where(r => db.Reviews.Any(m => m.Id == r.EscalatedFromId && m.State == ReviewState.Missed && !m.PreviousManager))
            .Where(r => !db.Reviews.Any(o => o.ParticipantId == r.ParticipantId && o.Id != r.Id && o.State != ReviewState.Withdrawn
                && (o.ReviewerId == r.ReviewerId || (o.Relationship == Relationship.Manager && !o.PreviousManager && o.State != ReviewState.Missed))))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ReviewState.NotStarted).SetProperty(r => r.ClosesAt, end).SetProperty(r => r.Version, r => r.Version + 1), cancellation);

    private static async Task<int> AskAsync(PortalDbContext db, Cycle cycle, DateTime end, DateTime now, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(ZoneTime.ToLocal(now, TimeZoneInfo.FindSystemTimeZoneById(cycle.TimeZone)));
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO "Reviews" ("CycleId", "ParticipantId", "SubjectId", "ReviewerId", "Relationship", "State", "PreviousManager", "Published", "Version", "EscalatedFromId")
            SELECT r."CycleId", r."ParticipantId", r."SubjectId", a."Id", 'Manager', 'NotStarted', FALSE, FALSE, 0, r."Id"
            FROM "Reviews" r
            JOIN "Participants" p ON p."Id" = r."ParticipantId" AND p."State" <> 'Withdrawn'
            JOIN "Employees" m ON m."Id" = r."ReviewerId"
            JOIN "Employees" a ON a."Id" = m."ManagerId" AND a."Id" <> r."SubjectId" AND (a."LeaveDate" IS NULL OR a."LeaveDate" >= {1})
            WHERE r."CycleId" = {0} AND r."Relationship" = 'Manager' AND r."State" = 'Missed' AND NOT r."PreviousManager" AND r."EscalatedFromId" IS NULL
              AND NOT EXISTS (SELECT 1 FROM "Reviews" o WHERE o."ParticipantId" = r."ParticipantId" AND o."Id" <> r."Id"
                AND (o."EscalatedFromId" = r."Id" OR (o."Relationship" = 'Manager' AND NOT o."PreviousManager" AND o."State" NOT IN ('Withdrawn', 'Missed'))))
            ORDER BY r."Id"
            ON CONFLICT DO NOTHING
            """,
            [cycle.Id, today],
            cancellation);
        return await Escalated(db, cycle.Id).Where(r => r.ClosesAt == null).ExecuteUpdateAsync(s => s.SetProperty(r => r.ClosesAt, end), cancellation);
    }

    private static async Task TellAsync(PortalDbContext db, Cycle cycle, DateTime end, DateTime now, CancellationToken cancellation)
    {
        var rows = await (
            from review in Escalated(db, cycle.Id)
            join participant in db.Participants on review.ParticipantId equals participant.Id
            join missed in db.Reviews on review.EscalatedFromId equals missed.Id
            join manager in db.Employees on missed.ReviewerId equals manager.Id
            where review.State == ReviewState.NotStarted && review.ClosesAt == end
            select new { review.ReviewerId, Manager = manager.Name, participant.Name }).ToListAsync(cancellation);
        foreach (var above in rows.GroupBy(r => r.ReviewerId))
        {
            var one = above.Count() == 1 ? above.First() : null;
            var key = FormattableString.Invariant($"cycle:{cycle.Id}:{end:yyyyMMddHHmm}");
            db.Notify(above.Key, one is null ? new Notice("Reviews.EscalatedMany", key, "/reviews", "", FormattableString.Invariant($"{above.Count()}")) : new Notice("Reviews.Escalated", key, "/reviews", one.Manager, one.Name), now);
        }
    }

    /// <summary>Missed manager reviews in whose place nobody is asked or has answered.</summary>
    private static Task<int> NobodyAboveAsync(PortalDbContext db, int cycleId, CancellationToken cancellation) =>
        db.Reviews.CountAsync(
            r => r.CycleId == cycleId && r.Relationship == Relationship.Manager && r.State == ReviewState.Missed && !r.PreviousManager && r.EscalatedFromId == null
                && !db.Reviews.Any(o => o.ParticipantId == r.ParticipantId && o.Id != r.Id && o.Relationship == Relationship.Manager && !o.PreviousManager && o.State != ReviewState.Withdrawn),
            cancellation);
}
