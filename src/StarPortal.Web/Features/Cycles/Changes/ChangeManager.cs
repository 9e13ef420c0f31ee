using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <param name="ToId">The new manager; null when the participant reports to nobody any more.</param>
public sealed record NewManager(PersonSeen Person, int? ToId);

/// <param name="CutOff">UTC; until then the earlier manager may still submit. Null hands over at once.</param>
/// <param name="ClosesAt">UTC; until when the new manager may write. Null: the phase's end, or some working days when that is near.</param>
public sealed record ManagerChangeOrder(int CycleId, IReadOnlyList<NewManager> People, DateTime? CutOff, DateTime? ClosesAt, string Reason);

/// <summary>Hands the manager reviews of participants over, at once or after a cut-off.</summary>
public sealed class ChangeManager(ChangeWriter writer)
{
    public Task<Result> RunAsync(ManagerChangeOrder order, Actor actor, CancellationToken cancellation) => writer.RunAsync(
        order.CycleId,
        order.CutOff is null ? ParticipantChangeKind.ManagerChanged : ParticipantChangeKind.HandOverPlanned,
        actor,
        async scene =>
        {
            var found = await scene.FindAsync([.. order.People.Select(p => p.Person)]);
            if (found.Failed)
            {
                return found;
            }

            if (order.ClosesAt is { } end && OwnEnds.Fault(scene.Cycle, end, order.CutOff ?? scene.Now) is { } fault)
            {
                return fault;
            }

            var to = order.People.DistinctBy(p => p.Person.ParticipantId).ToDictionary(p => p.Person.ParticipantId, p => p.ToId);
            foreach (var participant in found.Value)
            {
                var done = order.CutOff is { } cutOff
                    ? await PlanAsync(scene, participant, to[participant.Id], cutOff, order)
                    : await HandOverAsync(scene, participant, to[participant.Id], order);
                if (done.Failed)
                {
                    return done;
                }
            }

            return Result.Ok;
        },
        cancellation);

    private static async Task<Result> HandOverAsync(ChangeScene scene, Participant participant, int? toId, ManagerChangeOrder order)
    {
        if (await PlannedHandOvers.OfAsync(scene, participant.Id) is not null)
        {
            return CycleErrors.HandOverPlanned.With(participant.Name);
        }

        var change = ManagerChange.Decide(participant, toId, scene.Now, order.Reason, scene.Actor, scene.Now);
        if (change.Failed)
        {
            return change;
        }

        scene.Db.ManagerChanges.Add(change.Value);
        return await HandOver.CarryOutAsync(scene, change.Value, participant, order.ClosesAt);
    }

    private static async Task<Result> PlanAsync(ChangeScene scene, Participant participant, int? toId, DateTime cutOff, ManagerChangeOrder order)
    {
        if (await PlannedHandOvers.OfAsync(scene, participant.Id) is not null)
        {
            return CycleErrors.HandOverPlanned.With(participant.Name);
        }

        var latest = scene.Cycle.Phase(PhaseKind.ManagerReview)?.ClosesAt;
        var change = ManagerChange.Plan(participant, toId, cutOff, latest, order.Reason, scene.Actor, scene.Now, order.ClosesAt);
        if (change.Failed)
        {
            return change;
        }

        var people = await scene.EmployeesAsync(new[] { participant.ManagerId, toId }.OfType<int>());
        if (toId is { } to && (!people.TryGetValue(to, out var manager) || !manager.IsEmployedOn(scene.Cycle.Today(scene.Now))))
        {
            return CycleErrors.ManagerGone.With(people.GetValueOrDefault(to)?.Name ?? "");
        }

        scene.Db.ManagerChanges.Add(change.Value);
        var (before, after) = (Name(people, participant.ManagerId), Name(people, toId));
        var key = await scene.RecordAsync(participant, ParticipantChangeKind.HandOverPlanned, before, after, order.Reason, ChangeScene.Text(cutOff));
        scene.Tell(participant.ManagerId, "Cycles.HandOverPlanned", key, "/reviews/team", scene.Cycle.Name, participant.Name, ChangeScene.Text(cutOff));
        scene.Tell(toId, "Cycles.TakeOverPlanned", key, "/reviews/team", scene.Cycle.Name, participant.Name, ChangeScene.Text(cutOff));
        return Result.Ok;
    }

    private static string Name(IReadOnlyDictionary<int, Domain.People.Employee> people, int? id) => id is { } known ? people[known].Name : "–";
}
