using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews;

/// <summary>The lists of reviews that concern the one who asks.</summary>
public sealed class MyReviewQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private const int Longest = 300;

    /// <summary>Reviews the actor writes or wrote, and those delegated to them now: what can be done first and by deadline, then the latest.</summary>
    public async Task<IReadOnlyList<ReviewRow>> MineAsync(Actor actor, bool onlyOpen, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var delegated = (await DelegatedReviews.OfAsync(db, me, now, null, cancellation)).ToDictionary(d => d.ReviewId);
        var others = delegated.Keys.ToList();
        var rows = await (
            from review in db.Reviews.AsNoTracking()
            join participant in db.Participants on review.ParticipantId equals participant.Id
            join cycle in db.Cycles on review.CycleId equals cycle.Id
            join reviewer in db.Employees on review.ReviewerId equals reviewer.Id
            // everybody has one review of their own; asked for as a subquery it is looked for in those of the whole company
            join own in db.Reviews.Where(s => s.Relationship == Relationship.Self) on review.ParticipantId equals own.ParticipantId into selves
            from self in selves.DefaultIfEmpty()
            where (review.ReviewerId == me || others.Contains(review.Id))
                // what was put away when somebody else became the manager stays in its writer's list
                && (review.State != ReviewState.Withdrawn || (!onlyOpen && review.PreviousManager && review.SavedAt != null))
                && participant.State != ParticipantState.Withdrawn && cycle.State != CycleState.Cancelled
                && (!onlyOpen || review.State == ReviewState.NotStarted || review.State == ReviewState.Draft || review.State == ReviewState.Reopened)
                && (!onlyOpen || cycle.State == CycleState.Running || cycle.State == CycleState.Calibrating)
            orderby review.Id descending
            select new
            {
                review.Id,
                review.CycleId,
                participant.Name,
                participant.DepartmentName,
                CycleName = cycle.Name,
                Cycle = cycle.State,
                review.Relationship,
                review.State,
                review.SubmittedAt,
                review.ClosesAt,
                Reviewer = reviewer.Id == me ? null : reviewer.Name,
                ManagerReviewUnlocked = participant.ManagerReviewUnlocked || participant.State == ParticipantState.Leaver,
                Self = review.Relationship != Relationship.Manager || self == null ? null : new { self.State, self.ClosesAt },
            }).Take(Longest).ToListAsync(cancellation);
        var cycleIds = rows.Select(r => r.CycleId).Distinct().ToList();
        var phases = cycleIds.Count == 0 ? [] : await db.CyclePhases.AsNoTracking().Where(p => cycleIds.Contains(p.CycleId)).ToListAsync(cancellation);

        var list = rows.Select(r =>
        {
            var own = phases.Find(p => p.CycleId == r.CycleId && p.Kind == ReviewWindow.PhaseOf(r.Relationship));
            var self = phases.Find(p => p.CycleId == r.CycleId && p.Kind == PhaseKind.SelfReview);
            var situation = new ReviewSituation(r.Cycle, r.Relationship, r.State, own?.State, r.Self?.State, self?.State, r.ManagerReviewUnlocked)
            {
                Now = now,
                ClosesAt = r.ClosesAt,
                SelfClosesAt = r.Self?.ClosesAt,
            };
            var edit = ReviewWindow.CanEdit(situation);
            var submit = ReviewWindow.CanSubmit(situation);
            return new ReviewRow(
                r.Id, r.Name, r.DepartmentName, r.CycleName, r.Cycle, r.Relationship, r.State, r.SubmittedAt, ReviewWindow.EndOf(own, r.ClosesAt),
                edit.Failed ? edit.Error : null, submit.Failed ? submit.Error : null)
            {
                OnBehalfOf = r.Reviewer,
            };
        });
        return [.. list.OrderByDescending(r => r.IsToDo).ThenBy(r => r.IsToDo ? r.Deadline : null).ThenByDescending(r => r.Id)];
    }
}
