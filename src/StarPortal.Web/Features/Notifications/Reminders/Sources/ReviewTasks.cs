using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.Reviews;
using StarPortal.Web.Shared.Notifications;

namespace StarPortal.Web.Features.Notifications.Reminders.Sources;

/// <summary>Reviews to be written, by their reviewers or by whoever writes for them meanwhile.</summary>
internal sealed class ReviewTasks : IReminderSource
{
    public async Task<IReadOnlyList<OpenTask>> ReadAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation)
    {
        var cycles = scope.Cycles.Keys.ToList();
        var away = scope.Delegations.Where(d => scope.Has(d.DelegateId)).Select(d => d.DelegatorId).Distinct().ToList();
        var rows = await (
            from review in db.Reviews.AsNoTracking()
            join participant in db.Participants on review.ParticipantId equals participant.Id
            where ((review.ReviewerId > scope.AfterId && review.ReviewerId <= scope.UpToId) || away.Contains(review.ReviewerId))
                && cycles.Contains(review.CycleId) && !review.PreviousManager && participant.State != ParticipantState.Withdrawn
                && (review.State == ReviewState.NotStarted || review.State == ReviewState.Draft || review.State == ReviewState.Reopened)
            select new Row(review.Id, review.CycleId, review.ParticipantId, review.ReviewerId, review.SubjectId, review.Relationship, review.State, review.ClosesAt, participant.Name, participant.ManagerId))
            .ToListAsync(cancellation);
        var standIns = await StandInsAsync(db, scope, cancellation);
        var tasks = new List<OpenTask>(rows.Count);
        foreach (var row in rows)
        {
            if (DatesOf(row, scope) is not { } dates)
            {
                continue;
            }

            var standIn = standIns.FirstOrDefault(s => s.WritesFor(row));
            var writer = standIn?.DelegateId ?? row.ReviewerId;
            if (scope.Has(writer))
            {
                tasks.Add(TaskOf(row, writer, dates, scope.Cycles[row.CycleId]));
            }
        }

        return tasks;
    }

    private static OpenTask TaskOf(Row row, int writer, ReminderDates dates, TaskCycle cycle)
    {
        var group = row.Relationship is not (Relationship.Self or Relationship.Manager);
        var kind = writer != row.ReviewerId ? TaskKind.DelegatedReview
            : row.Relationship switch { Relationship.Self => TaskKind.SelfReview, Relationship.Manager => TaskKind.ManagerReview, _ => TaskKind.GroupReview };
        return new OpenTask(writer, FormattableString.Invariant($"review:{row.Id}"), kind, dates, cycle.Name, FormattableString.Invariant($"/reviews/{row.Id}"))
        {
            CycleId = cycle.Id,
            Subject = kind == TaskKind.SelfReview ? "" : row.Subject,
            HiddenFromId = group ? row.SubjectId : null,
            HiddenFromManagerId = group ? row.ManagerId : null,
        };
    }

    /// <summary>Null when it cannot be written any more, or has no end.</summary>
    private static ReminderDates? DatesOf(Row row, TaskScope scope)
    {
        var cycle = scope.Cycles[row.CycleId];
        var phase = cycle.Phase(ReviewWindow.PhaseOf(row.Relationship));
        if (ReviewWindow.EndOf(phase, row.ClosesAt) is not { } end || end <= scope.Now || (cycle.State != CycleState.Running && row.State != ReviewState.Reopened))
        {
            return null;
        }

        // somebody asked late has nothing to do before their own time begins: with the end of the phase
        return new ReminderDates(phase is null ? DateTime.MinValue : phase.State == PhaseState.Closed ? phase.ClosesAt < scope.Now ? phase.ClosesAt : phase.OpensAt : phase.OpensAt, end, end);
    }

    private static async Task<List<StandIn>> StandInsAsync(PortalDbContext db, TaskScope scope, CancellationToken cancellation)
    {
        if (scope.Delegations.Count == 0)
        {
            return [];
        }

        var delegates = scope.Delegations.Select(d => d.DelegateId).Distinct().ToList();
        var managers = await db.Employees.Where(e => delegates.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.ManagerId, cancellation);
        var own = (await db.Reviews.Where(r => delegates.Contains(r.ReviewerId) && r.State != ReviewState.Withdrawn).Select(r => new { r.ReviewerId, r.ParticipantId }).ToListAsync(cancellation))
            .Select(r => (r.ReviewerId, r.ParticipantId)).ToHashSet();
        return [.. scope.Delegations.Select(d => new StandIn(d, managers.GetValueOrDefault(d.DelegateId), own))];
    }

    private sealed record StandIn(TaskDelegation Delegation, int? ManagerId, HashSet<(int Reviewer, int Participant)> Own)
    {
        public int DelegateId => Delegation.DelegateId;

        public bool WritesFor(Row row) =>
            Delegation.DelegatorId == row.ReviewerId
            && DelegationRules.WhyNot(DelegateId, Delegation.CycleId, new DelegableReview(row.CycleId, row.Relationship, row.SubjectId, row.ManagerId, Own.Contains((DelegateId, row.ParticipantId)), ManagerId)) is null;
    }

    private sealed record Row(
        int Id, int CycleId, int ParticipantId, int ReviewerId, int SubjectId, Relationship Relationship, ReviewState State, DateTime? ClosesAt, string Subject, int? ManagerId);
}
