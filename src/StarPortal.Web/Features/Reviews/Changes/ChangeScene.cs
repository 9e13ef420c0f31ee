using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Calendar;
using StarPortal.Domain;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Changes;

/// <summary>The reviews to be changed with their cycle, after everything was asked that concerns all changes alike.</summary>
internal sealed record ChangeScene(Cycle Cycle, WorkCalendar Calendar, IReadOnlyList<Review> Reviews, IReadOnlyDictionary<int, Participant> Participants)
{
    public long Stamp => Reviews.Sum(r => (long)r.Version + 1);

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Cycle.TimeZone);

    public CyclePhase? PhaseOf(Review review) => Cycle.Phase(ReviewWindow.PhaseOf(review.Relationship));

    /// <summary>The end of the review's phase; null when it is closed or the cycle has none.</summary>
    public DateTime? PhaseEnd(Review review) => PhaseOf(review) is { State: not PhaseState.Closed } phase ? phase.ClosesAt : null;

    /// <summary>Fails alike for missing and forbidden; HR changes nothing about themselves and nothing that they write.</summary>
    public static async Task<Result<ChangeScene>> LoadAsync(PortalDbContext db, IReadOnlyList<int> reviewIds, Actor actor, CancellationToken cancellation)
    {
        if (!actor.IsHr)
        {
            return ReviewErrors.NotAllowed;
        }

        if (reviewIds.Count == 0)
        {
            return ReviewErrors.NothingChosen;
        }

        if (reviewIds.Count > ReviewChange.Most)
        {
            return ReviewErrors.TooManyChosen.With(ReviewChange.Most);
        }

        var reviews = await db.Reviews.Include(r => r.Answers).Where(r => reviewIds.Contains(r.Id)).OrderBy(r => r.Id).AsSplitQuery().ToListAsync(cancellation);
        if (reviews.Count != reviewIds.Distinct().Count())
        {
            return ReviewErrors.NotAllowed;
        }

        if (reviews.Any(r => r.SubjectId == actor.EmployeeId))
        {
            return ReviewErrors.OneCaseOnly;
        }

        if (reviews.Any(r => r.ReviewerId == actor.EmployeeId))
        {
            return ReviewErrors.OwnReview;
        }

        if (reviews.Select(r => r.CycleId).Distinct().Count() > 1)
        {
            return ReviewErrors.OneCycleOnly;
        }

        var cycleId = reviews[0].CycleId;
        var cycle = await db.Cycles.Include(c => c.Phases).SingleAsync(c => c.Id == cycleId, cancellation);
        if (cycle.State is not (CycleState.Running or CycleState.Calibrating))
        {
            return cycle.State is CycleState.Released or CycleState.Closed ? ReviewErrors.Released : ReviewErrors.CycleNotRunning;
        }

        var participantIds = reviews.Select(r => r.ParticipantId).Distinct().ToList();
        var participants = await db.Participants.Where(p => participantIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellation);
        if (participants.Values.Any(p => p.ManagerId is { } manager && manager == actor.EmployeeId))
        {
            // who manages a participant is no neutral party to who reviews them
            return ReviewErrors.OwnTeam;
        }

        return new ChangeScene(cycle, await db.WorkCalendarAsync(cancellation), reviews, participants);
    }

    /// <summary>Whether the review could be written now, by its phase or its own end.</summary>
    public bool HasTime(Review review, DateTime now) =>
        Cycle.State == CycleState.Running && (PhaseOf(review) is not { State: PhaseState.Closed } || ReviewWindow.HasTime(review.ClosesAt, now));
}
