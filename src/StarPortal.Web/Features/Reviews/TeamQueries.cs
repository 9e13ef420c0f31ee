using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews;

/// <summary>A manager's reports in the cycles they take part in, and how far their reviews are.</summary>
public sealed class TeamQueries(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private static readonly CycleState[] Shown = [CycleState.Running, CycleState.Calibrating, CycleState.Released];

    public async Task<IReadOnlyList<TeamCycle>> ForAsync(Actor actor, CancellationToken cancellation)
    {
        if (actor.EmployeeId is not { } me)
        {
            return [];
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var people = await (
            from participant in db.Participants.AsNoTracking()
            join cycle in db.Cycles on participant.CycleId equals cycle.Id
            where participant.ManagerId == me && participant.State != ParticipantState.Withdrawn && Shown.Contains(cycle.State)
            orderby cycle.Id descending, participant.Name
            select new { participant.Id, participant.CycleId, participant.EmployeeId, participant.Name, participant.JobTitle, participant.DepartmentName, CycleName = cycle.Name, cycle.State })
            .ToListAsync(cancellation);
        var reviews = await (
            from review in db.Reviews.AsNoTracking()
            join participant in db.Participants on review.ParticipantId equals participant.Id
            join cycle in db.Cycles on participant.CycleId equals cycle.Id
            join reviewer in db.Employees on review.ReviewerId equals reviewer.Id
            where participant.ManagerId == me && review.State != ReviewState.Withdrawn && !review.PreviousManager && Shown.Contains(cycle.State)
                && (review.Relationship == Relationship.Self || review.Relationship == Relationship.Manager || review.State == ReviewState.Declined)
            // of two manager reviews the later one is the escalated one
            orderby review.Id
            select new ReviewOfTeam(review.Id, review.ParticipantId, review.ReviewerId, review.Relationship, review.State, reviewer.Name, review.DeclineReason, review.ClosesAt))
            .ToListAsync(cancellation);
        var byParticipant = reviews.ToLookup(r => r.ParticipantId);
        var cycleIds = people.Select(p => p.CycleId).Distinct().ToList();
        var phases = await db.CyclePhases.AsNoTracking().Where(p => cycleIds.Contains(p.CycleId)).ToListAsync(cancellation);

        return
        [
            .. people.GroupBy(p => (p.CycleId, p.CycleName, p.State)).Select(group =>
            {
                var self = phases.Find(p => p.CycleId == group.Key.CycleId && p.Kind == PhaseKind.SelfReview);
                var manager = phases.Find(p => p.CycleId == group.Key.CycleId && p.Kind == PhaseKind.ManagerReview);
                return new TeamCycle(
                    group.Key.CycleId, group.Key.CycleName, group.Key.State, self?.ClosesAt, manager?.ClosesAt,
                    [.. group.Select(p => Row(p.Id, p.EmployeeId, p.Name, p.JobTitle, p.DepartmentName, [.. byParticipant[p.Id]], group.Key.State, manager?.State, actor, now))]);
            }),
        ];
    }

    private static TeamRow Row(
        int participantId, int employeeId, string name, string jobTitle, string department, IReadOnlyList<ReviewOfTeam> reviews, CycleState cycle, PhaseState? managerPhase, Actor actor, DateTime now)
    {
        var self = reviews.FirstOrDefault(r => r.Relationship == Relationship.Self);
        // there are two when one was missed and escalated: their own is the manager's business
        var manager = reviews.FirstOrDefault(r => r.Relationship == Relationship.Manager && r.ReviewerId == actor.EmployeeId)
            ?? reviews.LastOrDefault(r => r.Relationship == Relationship.Manager);
        var mayOpen = self is not null && ReviewAccess.ReaderOf(
            actor,
            new ReviewScene(self.ReviewerId, employeeId, Relationship.Self, self.State, actor.EmployeeId, manager?.State, managerPhase, cycle) { ManagerHasTime = ReviewWindow.HasTime(manager?.ClosesAt, now) }) != ReviewReader.None;
        return new TeamRow(
            participantId, employeeId, name, jobTitle, department,
            self?.State, mayOpen ? self!.Id : null,
            manager?.State, manager?.ReviewerId == actor.EmployeeId ? manager!.Id : null,
            [.. reviews.Where(r => r.State == ReviewState.Declined).Select(r => new DeclinedReview(r.ReviewerName, r.DeclineReason ?? ""))]);
    }

    private sealed record ReviewOfTeam(int Id, int ParticipantId, int ReviewerId, Relationship Relationship, ReviewState State, string ReviewerName, string? DeclineReason, DateTime? ClosesAt);
}
