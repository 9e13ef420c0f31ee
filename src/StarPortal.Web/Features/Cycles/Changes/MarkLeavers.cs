using StarPortal.Domain;
using StarPortal.Domain.Cycles;

namespace StarPortal.Web.Features.Cycles.Changes;

/// <param name="LeftOn">The last day of work; null takes everybody's own as the organisation says, or today.</param>
public sealed record LeaversOrder(int CycleId, IReadOnlyList<PersonSeen> People, DateOnly? LeftOn, string Reason);

/// <summary>Marks participants who have left: they stay in the results, and nobody waits for their self review.</summary>
public sealed class MarkLeavers(ChangeWriter writer)
{
    public Task<Result> RunAsync(LeaversOrder order, Actor actor, CancellationToken cancellation) => writer.RunAsync(
        order.CycleId,
        ParticipantChangeKind.Left,
        actor,
        async scene =>
        {
            var found = await scene.FindAsync(order.People);
            if (found.Failed)
            {
                return found;
            }

            var employees = await scene.EmployeesAsync(found.Value.Select(p => p.EmployeeId));
            foreach (var participant in found.Value)
            {
                var day = order.LeftOn ?? employees[participant.EmployeeId].LeaveDate ?? scene.Cycle.Today(scene.Now);
                var marked = participant.MarkLeaver(day, order.Reason, scene.Actor);
                if (marked.Failed)
                {
                    return marked;
                }

                var key = await scene.RecordAsync(participant, ParticipantChangeKind.Left, "", Domain.People.EmployeeChanges.Day(day), order.Reason);
                scene.Tell(participant.ManagerId, "Cycles.LeaverMarked", key, "/reviews/team", scene.Cycle.Name, participant.Name);
            }

            return Result.Ok;
        },
        cancellation);
}
