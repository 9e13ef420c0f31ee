using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <summary>What a manager change does to the reviews, at once or when its cut-off has come.</summary>
internal static class HandOver
{
    public static async Task<Result> CarryOutAsync(ChangeScene scene, ManagerChange change, Participant participant, DateTime? closesAt)
    {
        var people = await scene.EmployeesAsync(new[] { change.FromId, change.ToId }.OfType<int>());
        var (from, to) = (Of(people, change.FromId), Of(people, change.ToId));
        if (to is not null && !to.IsEmployedOn(scene.Cycle.Today(scene.Now)))
        {
            return CycleErrors.ManagerGone.With(to.Name);
        }

        var moved = scene.Cycle is { State: CycleState.Running, WithManagerReview: true }
            ? await MoveReviewsAsync(scene, participant, change.ToId, closesAt)
            : await LeaveReviewsAsync(scene, participant, to);
        if (moved.Failed)
        {
            return moved;
        }

        var done = change.CarryOut(participant, moved.Value.ClosesAt, scene.Actor, scene.Now);
        if (done.Failed)
        {
            return done;
        }

        var key = await scene.RecordAsync(participant, ParticipantChangeKind.ManagerChanged, from?.Name ?? "–", to?.Name ?? "–", change.Reason, moved.Value.Details);
        Tell(scene, participant, change, to?.Name, moved.Value.FromGroup, key);
        return Result.Ok;
    }

    private static async Task<Result<Moved>> MoveReviewsAsync(ChangeScene scene, Participant participant, int? toId, DateTime? closesAt)
    {
        var reviews = await scene.Db.Reviews.Include(r => r.Answers)
            .Where(r => r.ParticipantId == participant.Id && (r.Relationship == Relationship.Manager || r.ReviewerId == toId))
            .OrderBy(r => r.Id).ToListAsync(scene.Cancellation);
        var kept = reviews.Where(r => r.Relationship == Relationship.Manager && r.ReviewerId != toId && !r.PreviousManager && r.State != ReviewState.Withdrawn).ToList();
        var evidence = kept.Count(r => r.State is ReviewState.Submitted or ReviewState.Reopened);
        var faults = kept.Select(r => r.SetAside()).SelectMany(r => r.Errors).ToList();
        // one role per reviewer and participant
        var group = reviews.Find(r => r.ReviewerId == toId && r.Relationship != Relationship.Manager && r.State != ReviewState.Withdrawn);
        if (group is not null)
        {
            faults.AddRange(group.Withdraw().Errors);
        }

        if (faults.Count > 0)
        {
            return Result<Moved>.Fail(faults);
        }

        // before the new one: the database allows one role at a time
        await scene.Db.SaveChangesAsync(scene.Cancellation);
        DateTime? ownEnd = null;
        if (toId is { } to)
        {
            ownEnd = closesAt ?? OwnEnd.Needed(scene.Cycle.Phase(PhaseKind.ManagerReview), scene.Now, scene.Zone, scene.Calendar);
            var former = reviews.Find(r => r.ReviewerId == to && r.Relationship == Relationship.Manager);
            var given = Give(scene, participant, former, to, ownEnd);
            if (given.Failed)
            {
                return Result<Moved>.Fail(given.Errors);
            }
        }

        return new Moved(ownEnd, group is not null, FormattableString.Invariant($"{evidence} submitted kept as evidence, {kept.Count - evidence} open put away, {(group is null ? 0 : 1)} group review withdrawn"));
    }

    private static Result Give(ChangeScene scene, Participant participant, Review? former, int to, DateTime? ownEnd)
    {
        if (former is null)
        {
            scene.Db.Reviews.Add(new Review(scene.Cycle.Id, participant.Id, participant.EmployeeId, to, Relationship.Manager).Until(ownEnd));
            return Result.Ok;
        }

        // somebody who was the manager before goes on where they were
        return former.PreviousManager || former.State == ReviewState.Withdrawn ? former.TakeUpAgain(ownEnd) : Result.Ok;
    }

    /// <summary>Nobody writes any more: who leads changes, what was written counts on.</summary>
    private static async Task<Result<Moved>> LeaveReviewsAsync(ChangeScene scene, Participant participant, Employee? to)
    {
        if (to is not null && await scene.Db.Reviews.AnyAsync(
            r => r.ParticipantId == participant.Id && r.ReviewerId == to.Id && r.Relationship != Relationship.Manager && r.State != ReviewState.Withdrawn, scene.Cancellation))
        {
            return CycleErrors.ManagerInGroup.With(to.Name, participant.Name);
        }

        return new Moved(null, false, "reviews stay as they are");
    }

    private static void Tell(ChangeScene scene, Participant participant, ManagerChange change, string? to, bool fromGroup, string key)
    {
        var cycle = scene.Cycle.Name;
        if (participant.State == ParticipantState.Active)
        {
            scene.Tell(participant.EmployeeId, to is null ? "Cycles.ManagerEnded" : "Cycles.ManagerChanged", key, "/reviews", cycle, to ?? "");
        }

        scene.Tell(change.FromId, "Cycles.HandedOver", key, "/reviews", cycle, participant.Name, to ?? "–");
        scene.Tell(change.ToId, fromGroup ? "Cycles.TakenOverFromGroup" : "Cycles.TakenOver", key, "/reviews/team", cycle, participant.Name);
    }

    private static Employee? Of(IReadOnlyDictionary<int, Employee> people, int? id) => id is { } known ? people.GetValueOrDefault(known) : null;

    private sealed record Moved(DateTime? ClosesAt, bool FromGroup, string Details);
}
